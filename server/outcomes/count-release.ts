import { createHash } from 'node:crypto'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { figuresByPartner, type ReleaseDocument, tableOf } from './release-document.ts'
import { listReleasesOf, type Release, readFacts } from './release-queries.ts'
import { type Cut, countCohorts } from './rollup-queries.ts'
import { type PartnerFigures, passGate } from './suppression.ts'
import type { PublishedTable } from './suppression-bounds.ts'

/** Digest of every fact behind a cut: a changed, added or deleted one gives another. */
export async function digestFacts(ctx: Context, programmeId: Id<'programme'>, cut: Cut): Promise<string> {
  const hash = createHash('sha256')
  for await (const fact of readFacts(ctx, programmeId, cut)) hash.update(`${canonicalJson(fact)}\n`)
  return hash.digest('hex')
}

interface Counted {
  figures: PartnerFigures
  table: PublishedTable
}

export const documentOf = (release: Release): ReleaseDocument => JSON.parse(release.document) as ReleaseDocument

/** Counts the facts of a cut and passes them through the gate, beside what was published before. */
export async function countRelease(
  ctx: Context,
  of: { programmeId: Id<'programme'>; ownerId: Id<'organisation'> },
  cut: Cut,
  before: Date | null,
): Promise<Counted> {
  const earlier = (await listReleasesOf(ctx, of)).filter(({ publishedAt }) => !before || publishedAt < before)
  const figures = figuresByPartner(await countCohorts(ctx, cut.cohortIds, cut))
  return { figures, table: passGate(figures, earlier.map(documentOf).map(tableOf)) }
}
