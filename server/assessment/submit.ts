import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { captureNow, closeWorkspace, labDefinitionOf, lockOwnWorkspace, snapshotOf } from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import { putBlob } from '../platform/blobs.ts'
import { canonicalJson } from '../platform/canonical.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { holdLimit, readLimits } from '../platform/quotas.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { SubmitInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  countSubmissions,
  countUse,
  insertJob,
  insertSubmission,
  selectAttemptOfWorkspace,
  selectOptionalSubmission,
  updateAttempt,
} from './queries.ts'

export interface SubmitReceipt {
  submissionId: Id<'submission'>
  left: number
}

/** How many submissions an attempt has and how many are left. @throws AppError `not_found` */
export async function readSubmissionsLeft(
  ctx: Context,
  input: { workspaceId: string },
): Promise<{ left: number; max: number }> {
  const attempt = await selectAttemptOfWorkspace(ctx, input.workspaceId as Id<'workspace'>)
  authorise(ctx, policy.ownAttempt, attempt)
  const max = (await labDefinitionOf(ctx, attempt.versionId)).submissions[attempt.mode]
  return { left: Math.max(0, max - (await countSubmissions(ctx, attempt.id))), max }
}

/** The limits of a person; of two submissions at once the second counts the first. */
async function requireRoom(
  ctx: Context,
  learnerId: Id<'person'>,
  organisationId: Id<'organisation'> | null,
): Promise<void> {
  const perDay = await holdLimit(ctx, 'submissionsPerDay', organisationId, learnerId)
  const { waitingGrades } = await readLimits(ctx, organisationId)
  const used = await countUse(ctx, learnerId, new Date(ctx.now.getTime() - 86_400_000))
  if (used.waiting >= waitingGrades.value)
    throw new AppError('precondition_failed', {
      reason: 'quotaWaitingGrades',
      params: { max: waitingGrades.value },
    })
  if (used.submissions >= perDay)
    throw new AppError('precondition_failed', { reason: 'quotaSubmissionsPerDay', params: { max: perDay } })
}

/**
 * Takes an immutable snapshot of the saved files and queues its grading, in one transaction. The same `submitId` again
 * returns the same receipt. The one submission of a proctored attempt closes it.
 * @throws AppError `not_found`, `expired`, `conflict` (otherSession), `rate_limited`, `precondition_failed`
 *   (noSubmissionsLeft, quotaSubmissionsPerDay, quotaWaitingGrades)
 */
export async function submit(ctx: Context, input: z.output<typeof SubmitInput>): Promise<SubmitReceipt> {
  const workspaceId = input.workspaceId as Id<'workspace'>
  const submissionId = input.submitId as Id<'submission'>
  await limitRate(ctx, `submit:${actorId(ctx.actor)}`, { max: 20, windowSeconds: 600 })
  await captureNow(ctx, workspaceId)
  return inTransaction(ctx, async (ctx) => {
    const attempt = await selectAttemptOfWorkspace(ctx, workspaceId)
    const earlier = await selectOptionalSubmission(ctx, submissionId)
    const definition = await labDefinitionOf(ctx, attempt.versionId)
    const used = await countSubmissions(ctx, attempt.id)
    const left = definition.submissions[attempt.mode] - used
    if (earlier?.attemptId === attempt.id) {
      await lockOwnWorkspace(ctx, workspaceId, { mayBeClosed: true })
      return { submissionId, left }
    }
    const workspace = await lockOwnWorkspace(ctx, workspaceId, { mayBeClosed: false })
    if (attempt.mode === 'practice') await requireRoom(ctx, attempt.learnerId, workspace.organisationId)
    if (left <= 0) throw new AppError('precondition_failed', { reason: 'noSubmissionsLeft' })

    const manifest = await snapshotOf(ctx, workspaceId)
    const snapshotDigest = await putBlob(ctx, Buffer.from(canonicalJson(manifest)))
    await insertSubmission(ctx, {
      id: submissionId,
      attemptId: attempt.id,
      snapshotDigest,
      revision: workspace.revision,
      receivedAt: ctx.now,
    })
    await insertJob(ctx, {
      id: newId<'gradingJob'>(),
      submissionId,
      learnerId: attempt.learnerId,
      purpose: 'grade',
      requestedBy: actorId(ctx.actor),
      queuedAt: ctx.now,
    })
    if (attempt.mode === 'proctored') {
      await closeWorkspace(ctx, workspaceId)
      await updateAttempt(ctx, attempt.id, { closedAt: ctx.now })
    }
    await record(
      ctx,
      'submission.receive',
      { type: 'submission', id: submissionId },
      { attemptId: attempt.id, snapshotDigest },
    )
    return { submissionId, left: left - 1 }
  })
}
