import { record } from '../audit/index.ts'
import { beginAttempt } from '../cohorts/index.ts'
import { closeWorkspace, generateWorld, openWorkspace } from '../labs/index.ts'
import { enrolledLab, recordProgress } from '../learning/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import { insertAttempt, selectOptionalLiveAttempt, updateAttempt } from './queries.ts'
import { drawSeed, paramsKey } from './seeds.ts'

export interface OpenedLab {
  attemptId: Id<'attempt'>
  workspaceId: Id<'workspace'>
}

/**
 * Opens a lab for practice, or returns to the attempt that is open: the same folder, as it was left.
 * @throws AppError `not_found`, `unavailable` when the runner is away, `rate_limited`
 */
export async function openLab(ctx: Context, input: { activityId: string }): Promise<OpenedLab> {
  const { activity, enrolment, learnerId } = await enrolledLab(ctx, input.activityId as Id<'activity'>)
  const versionId = activity.currentVersionId
  if (!versionId) throw new AppError('not_found')
  const live = await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'practice')
  if (live?.workspaceId) return { attemptId: live.id, workspaceId: live.workspaceId }

  await limitRate(ctx, `open-lab:${learnerId}`, { max: 20, windowSeconds: 300 })
  const seed = drawSeed()
  const world = await generateWorld(versionId, paramsKey(seed))
  return inTransaction(ctx, async (ctx) => {
    await beginAttempt(ctx, enrolment.enrolmentId)
    const attemptId = newId<'attempt'>()
    const attempt = { id: attemptId, learnerId, activityId: activity.id, versionId, mode: 'practice' as const }
    const isMine = await insertAttempt(ctx, {
      ...attempt,
      enrolmentId: enrolment.enrolmentId,
      seed,
      assurance: 'none',
      requestedAt: ctx.now,
      openedAt: ctx.now,
    })
    if (!isMine) {
      const other = await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'practice')
      if (!other?.workspaceId) throw new AppError('conflict', { reason: 'tryAgain' })
      return { attemptId: other.id, workspaceId: other.workspaceId }
    }
    const workspaceId = await openWorkspace(ctx, {
      ...{ learnerId, versionId, mode: 'practice', paramsKey: paramsKey(seed), closesAt: null, sessionId: null, world },
      organisationId: enrolment.cohort.partnerId,
    })
    await updateAttempt(ctx, attemptId, { workspaceId })
    await recordProgress(ctx, { learnerId, activityId: activity.id, versionId, completedAt: null, score: null })
    await record(ctx, 'attempt.open', { type: 'attempt', id: attemptId }, { activityId: activity.id, mode: 'practice' })
    return { attemptId, workspaceId }
  })
}

/** Ends a practice attempt so that the next opening draws new parameters. @throws AppError `not_found` */
export async function startOver(ctx: Context, input: { activityId: string }): Promise<OpenedLab> {
  const { activity, enrolment, learnerId } = await enrolledLab(ctx, input.activityId as Id<'activity'>)
  await inTransaction(ctx, async (ctx) => {
    await beginAttempt(ctx, enrolment.enrolmentId)
    const live = await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'practice')
    if (!live) return
    await updateAttempt(ctx, live.id, { closedAt: ctx.now })
    if (live.workspaceId) await closeWorkspace(ctx, live.workspaceId)
    await record(ctx, 'attempt.close', { type: 'attempt', id: live.id }, { why: 'startOver' })
  })
  return openLab(ctx, input)
}
