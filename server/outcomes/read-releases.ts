import { compromisedSince, listAuditKeys, signatureCheckOf } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { countRelease, digestFacts, documentOf } from './count-release.ts'
import * as policy from './policy.ts'
import { compareFigures, figuresOf, type ReleaseFile } from './release-document.ts'
import { listReleasesIn, selectRelease } from './release-queries.ts'

/** Every release of the site, newest first. */
export async function listReleases(ctx: Context) {
  const scope = authorise(ctx, policy.auditReleases, null)
  return (await listReleasesIn(ctx, scope)).map(({ release, seal, programme, ownerNames }) => ({
    ...{ releaseId: release.id, publishedAt: release.publishedAt, titles: programme.titles, ownerNames },
    isSigned: seal !== null,
    withheld: documentOf(release).suppression.length,
    figures: documentOf(release).figures.length,
  }))
}

/** `compromised`: sealed after the time from which its key is not believed. */
export type SealState = 'holds' | 'waiting' | 'wrong' | 'compromised'

/**
 * A release recomputed now from the facts behind it: its document, whether signature and facts hold, and each figure as
 * stored and as counted again.
 * @throws AppError `not_found`
 */
export async function recomputeRelease(ctx: Context, input: { releaseId: string }) {
  authorise(ctx, policy.auditReleases, null)
  const { release, seal } = await selectRelease(ctx, input.releaseId as Id<'release'>)
  const { id, programmeId, documentDigest, factsDigest, publishedAt } = release
  const known = await listAuditKeys(ctx)
  const keys = new Map(known.map((key) => [key.keyId, key.publicKeyPem]))
  const check = signatureCheckOf(keys)
  const isWhole = digestOf(release.document) === documentDigest
  const isSigned = seal !== null && check(seal.keyId, release.document, seal.signature)
  const { table } = await countRelease(ctx, release, release, publishedAt)
  const factsNow = await digestFacts(ctx, programmeId, release)
  const document = documentOf(release)
  const figures = compareFigures(document.figures, figuresOf(table))
  const since = seal && compromisedSince(known)(seal.keyId)
  const isDoubtful = seal !== null && since !== null && seal.sealedAt >= since
  const sealState: SealState =
    seal === null ? 'waiting' : !isWhole || !isSigned ? 'wrong' : isDoubtful ? 'compromised' : 'holds'
  const file: ReleaseFile = {
    ...{ document, digest: documentDigest, signature: seal?.signature ?? null, keyId: seal?.keyId ?? null },
  }
  return {
    ...{ releaseId: id, publishedAt, document, documentDigest, file, figures },
    seal: {
      ...{ state: sealState, keyId: seal?.keyId ?? null, sealedAt: seal?.sealedAt ?? null },
      publicKey: seal ? (keys.get(seal.keyId) ?? null) : null,
    },
    facts: { stored: factsDigest, now: factsNow, isSame: factsNow === factsDigest },
    differences: figures.filter(({ isSame }) => !isSame).length,
  }
}
