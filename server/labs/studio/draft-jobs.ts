import type { z } from 'zod'
import { record } from '../../audit/index.ts'
import { authorise, requirePerson } from '../../platform/authorise.ts'
import { putBlob } from '../../platform/blobs.ts'
import { canonicalJson } from '../../platform/canonical.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { limitRate } from '../../platform/rate-limits.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { insertDraftJob } from '../draft-job-queries.ts'
import {
  cancelJobRow,
  listDraftFiles,
  lockDraft,
  selectDraft,
  selectJob,
  selectOptionalJob,
  selectOptionalLiveJob,
} from '../studio-queries.ts'
import { checkDraft } from './check-draft.ts'
import { filesOfManifest, manifestOf } from './draft-files.ts'
import type { JobInput, StartJobInput } from './inputs.ts'
import * as policy from './policy.ts'

/**
 * Queues work of a runner on the files as they are saved now: grading the starter or the solution, or proving the lab.
 * The same `jobId` again is the same job.
 * @throws AppError `not_found`, `conflict` (draftBusy), `precondition_failed` (draftHasProblems), `rate_limited`
 */
export async function startDraftJob(
  ctx: Context,
  input: z.output<typeof StartJobInput>,
): Promise<{ jobId: Id<'labDraftJob'> }> {
  const { kind } = input
  const draftId = input.draftId as Id<'labDraft'>
  const jobId = input.jobId as Id<'labDraftJob'>
  authorise(ctx, policy.useDraft, await selectDraft(ctx, draftId))
  const { personId } = requirePerson(ctx)
  await limitRate(ctx, `draft-job:${personId}`, { max: 60, windowSeconds: 600 })
  return inTransaction(ctx, async (ctx) => {
    const draft = await lockDraft(ctx, draftId)
    if ((await selectOptionalJob(ctx, jobId))?.draftId === draftId) return { jobId }
    if (await selectOptionalLiveJob(ctx, draftId)) throw new AppError('conflict', { reason: 'draftBusy' })
    const manifest = manifestOf(await listDraftFiles(ctx, draftId))
    const problems = await checkDraft(ctx, draft, await filesOfManifest(ctx, manifest))
    if (problems.length > 0)
      throw new AppError('precondition_failed', { reason: 'draftHasProblems', params: { count: problems.length } })
    const manifestDigest = await putBlob(ctx, Buffer.from(canonicalJson(manifest)))
    await insertDraftJob(ctx, {
      ...{ id: jobId, draftId, kind, manifestDigest, requestedBy: personId, queuedAt: ctx.now },
    })
    await record(ctx, 'labDraft.start', { type: 'labDraft', id: draftId }, { jobId, kind, manifestDigest })
    return { jobId }
  })
}

/** Ends work that is not finished. Doing it again changes nothing. @throws AppError `not_found` */
export async function cancelDraftJob(ctx: Context, input: z.output<typeof JobInput>): Promise<{ cancelled: boolean }> {
  const job = await selectJob(ctx, input.jobId as Id<'labDraftJob'>)
  authorise(ctx, policy.useDraft, await selectDraft(ctx, job.draftId))
  return inTransaction(ctx, async (ctx) => {
    const cancelled = await cancelJobRow(ctx, job.id)
    if (cancelled) await record(ctx, 'labDraft.cancel', { type: 'labDraft', id: job.draftId }, { jobId: job.id })
    return { cancelled }
  })
}
