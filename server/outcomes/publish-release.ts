import type { z } from 'zod'
import { record, type Signer } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import { canonicalJson } from '../platform/canonical.ts'
import { actorId, type Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { countRelease, digestFacts } from './count-release.ts'
import { releasePublished } from './events.ts'
import { STAGES } from './funnel.ts'
import type { ProgrammeOfOwnerInput, PublishReleaseInput } from './inputs.ts'
import * as policy from './policy.ts'
import { holdLedger } from './queries.ts'
import { figuresOf, type ReleaseDocument, rostersOf } from './release-document.ts'
import {
  insertRelease,
  insertReleaseSeal,
  listFrozenOf,
  listReleasableIn,
  listReleasesIn,
  listReleasesOf,
  listTransferIds,
  selectOptionalProgramme,
  selectOptionalRelease,
} from './release-queries.ts'
import { queryText } from './rollup-queries.ts'
import { TOTAL } from './suppression-bounds.ts'

async function releasable(ctx: Context, input: z.output<typeof ProgrammeOfOwnerInput>) {
  const ownerId = input.ownerId as Id<'organisation'>
  const programme = await selectOptionalProgramme(ctx, input.programmeId as Id<'programme'>)
  if (!programme) throw new AppError('not_found')
  authorise(ctx, policy.publishRelease, { ownerId, programmeOwnerId: programme.ownerId })
  const of = { programmeId: programme.id, ownerId }
  return { programme, of, frozen: await listFrozenOf(ctx, of) }
}

type Releasable = Awaited<ReturnType<typeof releasable>>

/** Counts everything known now. Inside a transaction: it holds the ledger still, so that nothing is half counted. */
async function countNow(ctx: Context, { of, frozen }: Pick<Releasable, 'of' | 'frozen'>) {
  const position = await holdLedger(ctx)
  const transferIds = await listTransferIds(ctx, of.programmeId)
  const cut = { position, cohortIds: frozen.map(({ cohortId }) => cohortId), transferIds }
  const factsDigest = await digestFacts(ctx, of.programmeId, cut)
  return { cut, factsDigest, ...(await countRelease(ctx, of, cut, null)) }
}

function rowsOf(frozen: Releasable['frozen']): ReleaseDocument['rows'] {
  const partners = Map.groupBy(frozen, ({ partnerId }) => partnerId)
  const rows = [...partners].map(([row, list]) => ({ row, names: list[0]!.partnerNames, cohorts: list.length }))
  const total = { row: TOTAL, names: null, cohorts: frozen.length }
  return [...rows.toSorted((a, b) => (a.row < b.row ? -1 : 1)), total]
}

/** Programmes whose outcomes one may publish, and the releases there are. */
export async function listReleasable(ctx: Context) {
  const scope = authorise(ctx, policy.listReleasable, null)
  const [programmes, releases] = await Promise.all([listReleasableIn(ctx, scope), listReleasesIn(ctx, scope)])
  return programmes.map((programme) => ({
    ...programme,
    releases: releases
      .filter(({ release }) => release.programmeId === programme.programmeId && release.ownerId === programme.ownerId)
      .map(({ release, seal }) => ({
        releaseId: release.id,
        publishedAt: release.publishedAt,
        isSigned: seal !== null,
      })),
  }))
}

/**
 * What would be published now: every figure with what the gate makes of it. `rows` is empty while nothing is frozen.
 * @throws AppError `not_found`
 */
export async function previewRelease(ctx: Context, input: z.output<typeof ProgrammeOfOwnerInput>) {
  const { programme, of, frozen } = await releasable(ctx, input)
  return inTransaction(ctx, async (ctx) => {
    const { figures, table, factsDigest } = await countNow(ctx, { of, frozen })
    const known = await listReleasesOf(ctx, of)
    const reasons = new Map(table.withheld.map(({ row, stage, reason }) => [`${row} ${stage}`, reason]))
    const valueOf = (row: string, index: number) =>
      row === TOTAL ? Object.values(figures).reduce((sum, list) => sum + list[index]!, 0) : figures[row]![index]!
    return {
      ...{ ...of, titles: programme.titles, dataCut: ctx.now },
      isPublished: known.some((release) => release.factsDigest === factsDigest),
      rows:
        frozen.length === 0
          ? []
          : rowsOf(frozen).map((row) => ({
              ...row,
              cells: STAGES.map((stage, index) => ({
                ...{ stage, value: valueOf(row.row, index), reason: reasons.get(`${row.row} ${stage}`) ?? null },
              })),
            })),
    }
  })
}

/**
 * Publishes what is known now, for good; the same id again changes nothing. Of the same facts there is one release.
 * @throws AppError `not_found`, `precondition_failed` (nothingFrozen), `conflict` (nothingNew, idTaken)
 */
export async function publishRelease(
  ctx: Context,
  input: z.output<typeof PublishReleaseInput>,
): Promise<{ releaseId: Id<'release'> }> {
  const id = input.releaseId as Id<'release'>
  return inTransaction(ctx, async (ctx) => {
    const { programme, of, frozen } = await releasable(ctx, input)
    const { cut, factsDigest, table } = await countNow(ctx, { of, frozen })
    const known = await selectOptionalRelease(ctx, id)
    if (known) {
      if (known.programmeId !== of.programmeId || known.ownerId !== of.ownerId)
        throw new AppError('conflict', { reason: 'idTaken' })
      return { releaseId: id }
    }
    if (frozen.length === 0) throw new AppError('precondition_failed', { reason: 'nothingFrozen' })
    const earlier = await listReleasesOf(ctx, of)
    if (earlier.some((release) => release.factsDigest === factsDigest))
      throw new AppError('conflict', { reason: 'nothingNew' })
    // Whoever waited for the ledger read the clock earlier than the release before them was published.
    const publishedAt = new Date(Math.max(ctx.now.getTime(), (earlier.at(-1)?.publishedAt.getTime() ?? 0) + 1))
    const { slug, titles, definition } = programme
    // Whatever is published by a site for trying things out is of invented people.
    const isEvaluation =
      env().TERAKOYA_MODE === 'evaluation' || (definition as { evaluation?: boolean }).evaluation === true
    const document = canonicalJson({
      type: 'terakoya/outcomes-release/v1',
      releaseId: id,
      programme: { id: programme.id, slug, title: titles, isEvaluation },
      ownerId: of.ownerId,
      dataCut: publishedAt.toISOString(),
      factsDigest,
      query: queryText(),
      rows: rowsOf(frozen),
      rosters: rostersOf(frozen),
      figures: figuresOf(table),
      suppression: table.withheld,
    } satisfies ReleaseDocument)
    await insertRelease(ctx, {
      ...{ id, ...of, publishedAt, publishedBy: actorId(ctx.actor), document, documentDigest: digestOf(document) },
      ...{ factsDigest, position: cut.position, cohortIds: cut.cohortIds, transferIds: cut.transferIds },
    })
    await record(
      ctx,
      'release.publish',
      { type: 'release', id },
      { ...of, factsDigest, documentDigest: digestOf(document) },
    )
    await emit(ctx, releasePublished, { releaseId: id })
    return { releaseId: id }
  })
}

/** Signs a release with the site's key; call inside a transaction. Running it again changes nothing. */
export async function sealRelease(ctx: Context, payload: { releaseId: string }, signer: Signer): Promise<void> {
  const release = await selectOptionalRelease(ctx, payload.releaseId as Id<'release'>)
  if (!release) return
  const signature = signer.sign(release.document)
  await insertReleaseSeal(ctx, { releaseId: release.id, keyId: signer.keyId, signature, sealedAt: ctx.now })
}
