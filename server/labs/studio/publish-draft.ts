import type { z } from 'zod'
import { record } from '../../audit/index.ts'
import { publishLab } from '../../catalog/index.ts'
import { authorise, requirePerson } from '../../platform/authorise.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { limitRate } from '../../platform/rate-limits.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { labPartsOf } from '../authoring/lab-parts.ts'
import { insertProof } from '../queries.ts'
import {
  insertPublication,
  listDraftFiles,
  listPublications,
  lockDraft,
  selectDraft,
  selectOptionalProofJob,
} from '../studio-queries.ts'
import { checkDraft } from './check-draft.ts'
import { filesOfManifest, manifestDigestOf, manifestOf } from './draft-files.ts'
import type { PublishDraftInput } from './inputs.ts'
import type { JobResult } from './job-results.ts'
import * as policy from './policy.ts'

/**
 * Makes the proven files of a draft an immutable version, which learners of the organisation's own cohorts can open from
 * then on. Publishing the newest version again changes nothing.
 * @throws AppError `not_found`, `conflict` (draftMoved), `precondition_failed` (draftHasProblems, notProven,
 *   labAdopted, labCodeTaken), `rate_limited`
 */
export async function publishDraft(
  ctx: Context,
  input: z.output<typeof PublishDraftInput>,
): Promise<{ number: number; versionId: Id<'contentVersion'> }> {
  const draftId = input.draftId as Id<'labDraft'>
  const { manifestDigest } = input
  authorise(ctx, policy.useDraft, await selectDraft(ctx, draftId))
  const { personId } = requirePerson(ctx)
  await limitRate(ctx, `draft-publish:${personId}`, { max: 20, windowSeconds: 3_600 })
  return inTransaction(ctx, async (ctx) => {
    const draft = await lockDraft(ctx, draftId)
    const newest = (await listPublications(ctx, [draftId]))[0]?.publication
    if (newest?.manifestDigest === manifestDigest) return { number: newest.number, versionId: newest.versionId }
    const manifest = manifestOf(await listDraftFiles(ctx, draftId))
    if (manifestDigestOf(manifest) !== manifestDigest) throw new AppError('conflict', { reason: 'draftMoved' })
    const files = await filesOfManifest(ctx, manifest)
    const problems = await checkDraft(ctx, draft, files)
    if (problems.length > 0)
      throw new AppError('precondition_failed', { reason: 'draftHasProblems', params: { count: problems.length } })
    const proof = await selectOptionalProofJob(ctx, draftId, manifestDigest)
    if (!proof) throw new AppError('precondition_failed', { reason: 'notProven' })

    const { definition } = labPartsOf(files, '').lab
    const { organisationId: ownerId, slug } = draft
    const { activityId, versionId, digest } = await publishLab(ctx, { ownerId, slug, files, definition })
    const number = (newest?.number ?? 0) + 1
    await insertPublication(ctx, {
      ...{ draftId, number, versionId, manifestDigest, jobId: proof.id, publishedBy: personId, publishedAt: ctx.now },
    })
    const result = proof.result as Extract<JobResult, { kind: 'proof' }>
    const proven = { contentDigest: digest, imageDigest: proof.imageDigest!, seeds: result.seeds }
    await insertProof(ctx, { ...proven, provenAt: proof.finishedAt! })
    await record(
      ctx,
      'labDraft.publish',
      { type: 'labDraft', id: draftId },
      { number, activityId, versionId, manifestDigest, jobId: proof.id },
    )
    return { number, versionId }
  })
}
