import type { z } from 'zod'
import { record } from '../audit/index.ts'
import type { ExamDefinition } from '../catalog/index.ts'
import { beginAttempt, selectPartnerOf } from '../cohorts/index.ts'
import {
  bindWorkspaceSession,
  generateWorld,
  labDefinitionOf,
  openWorkspace,
  releaseWorkspaceSession,
} from '../labs/index.ts'
import { enrolledActivity } from '../learning/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { optionalExamOf } from './exam-form.ts'
import type { ConfirmIdentityInput } from './inputs.ts'
import type { OpenedLab } from './open-lab.ts'
import * as policy from './policy.ts'
import {
  insertAttempt,
  listProctoredAttempts,
  listProctorsOfAttempt,
  lockAttempt,
  selectAttempt,
  selectOptionalLiveAttempt,
  updateAttempt,
} from './queries.ts'
import { drawSeed, paramsKey } from './seeds.ts'

export interface OpenedExam {
  attemptId: Id<'attempt'>
  workspaceId: null
}

/** Asks to be assessed in proctored mode; asking again returns the request that waits. @throws AppError `not_found` */
export async function requestProctored(
  ctx: Context,
  input: { activityId: string },
): Promise<{ attemptId: Id<'attempt'> }> {
  const { activity, enrolment, learnerId } = await enrolledActivity(ctx, input.activityId as Id<'activity'>)
  const versionId = activity.currentVersionId
  if ((activity.kind !== 'lab' && activity.kind !== 'exam') || !versionId) throw new AppError('not_found')
  if (!(await labDefinitionOf(ctx, versionId)).modes.includes('proctored')) throw new AppError('not_found')
  return inTransaction(ctx, async (ctx) => {
    const id = newId<'attempt'>()
    const row = {
      id,
      learnerId,
      activityId: activity.id,
      versionId,
      mode: 'proctored' as const,
      assurance: 'none' as const,
    }
    await beginAttempt(ctx, enrolment.enrolmentId)
    if (await insertAttempt(ctx, { ...row, enrolmentId: enrolment.enrolmentId, requestedAt: ctx.now })) {
      await record(ctx, 'attempt.request', { type: 'attempt', id }, { activityId: activity.id })
      return { attemptId: id }
    }
    const live = await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'proctored')
    return { attemptId: live!.id }
  })
}

/** What a proctor is assigned to: people and states, never their work. */
export async function listAssignments(ctx: Context) {
  authorise(ctx, policy.listAssignments, null)
  const rows = await listProctoredAttempts(ctx, requirePerson(ctx).personId)
  return rows.map(({ attempt, activity, learnerName, cohortNames }) => ({
    attemptId: attempt.id,
    learnerName,
    cohortNames,
    activity: { code: activity.code, title: activity.titles },
    requestedAt: attempt.requestedAt,
    assurance: attempt.assurance,
    identityChecked: attempt.identityChecked,
    identityConfirmedAt: attempt.identityConfirmedAt,
    openedAt: attempt.openedAt,
    closesAt: attempt.closesAt,
    closedAt: attempt.closedAt,
  }))
}

/**
 * Records that a person checked who sits there, and how. For an attempt that is open it admits the learner again from
 * another session (a browser that crashed, a session that expired).
 * @throws AppError `not_found`, `precondition_failed` (attemptClosed)
 */
export async function confirmIdentity(ctx: Context, input: z.output<typeof ConfirmIdentityInput>): Promise<void> {
  const id = input.attemptId as Id<'attempt'>
  await inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, id)
    authorise(ctx, policy.proctorAttempt, {
      learnerId: attempt.learnerId,
      proctors: await listProctorsOfAttempt(ctx, attempt),
    })
    if (attempt.closedAt || attempt.mode !== 'proctored')
      throw new AppError('precondition_failed', { reason: 'attemptClosed' })
    const { personId } = requirePerson(ctx)
    await updateAttempt(ctx, id, {
      assurance: input.where,
      identityChecked: input.checked,
      identityConfirmedAt: ctx.now,
      identityConfirmedBy: personId,
      sessionId: null,
    })
    if (attempt.workspaceId) await releaseWorkspaceSession(ctx, attempt.workspaceId)
    await record(
      ctx,
      'attempt.confirmIdentity',
      { type: 'attempt', id },
      { where: input.where, checked: input.checked },
    )
  })
}

/**
 * Opens the confirmed attempt on a fresh seed, for this session alone; the clock starts. Opening again from the same
 * session, or from another one after the proctor admitted it, returns to the same work.
 * @throws AppError `not_found`, `precondition_failed` (identityNotConfirmed), `conflict` (otherSession), `unavailable`
 */
export async function startProctored(ctx: Context, input: { attemptId: string }): Promise<OpenedLab | OpenedExam> {
  const { personId, sessionId } = requirePerson(ctx)
  const id = input.attemptId as Id<'attempt'>
  const waiting = await selectAttempt(ctx, id)
  authorise(ctx, policy.ownAttempt, waiting)
  if (!waiting.identityConfirmedAt) throw new AppError('precondition_failed', { reason: 'identityNotConfirmed' })
  const exam = await optionalExamOf(ctx, waiting)
  if (exam) return startExam(ctx, id, exam)
  if (waiting.workspaceId) {
    const { workspaceId } = waiting
    await inTransaction(ctx, (ctx) => bindWorkspaceSession(ctx, workspaceId, sessionId))
    return { attemptId: id, workspaceId }
  }
  const seed = drawSeed()
  const world = await generateWorld(waiting.versionId, paramsKey(seed))
  const { minutes } = await labDefinitionOf(ctx, waiting.versionId)
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, id)
    if (attempt.closedAt) throw new AppError('precondition_failed', { reason: 'attemptClosed' })
    if (attempt.workspaceId) {
      // Two starts at once: the first one's session holds it.
      await bindWorkspaceSession(ctx, attempt.workspaceId, sessionId)
      return { attemptId: id, workspaceId: attempt.workspaceId }
    }
    if (attempt.enrolmentId) await beginAttempt(ctx, attempt.enrolmentId)
    const closesAt = new Date(ctx.now.getTime() + minutes * 60_000)
    const workspaceId = await openWorkspace(ctx, {
      ...{
        learnerId: personId,
        organisationId: attempt.enrolmentId && (await selectPartnerOf(ctx, attempt.enrolmentId)),
        versionId: attempt.versionId,
        mode: 'proctored',
        paramsKey: paramsKey(seed),
        closesAt,
        sessionId,
        world,
      },
    })
    await updateAttempt(ctx, id, { seed, workspaceId, openedAt: ctx.now, closesAt })
    await record(ctx, 'attempt.open', { type: 'attempt', id }, { activityId: attempt.activityId, mode: 'proctored' })
    return { attemptId: id, workspaceId }
  })
}

async function startExam(ctx: Context, id: Id<'attempt'>, { minutes }: ExamDefinition): Promise<OpenedExam> {
  const { sessionId } = requirePerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, id)
    if (attempt.closedAt) throw new AppError('precondition_failed', { reason: 'attemptClosed' })
    if (attempt.sessionId && attempt.sessionId !== sessionId) throw new AppError('conflict', { reason: 'otherSession' })
    if (attempt.openedAt) {
      await updateAttempt(ctx, id, { sessionId })
      return { attemptId: id, workspaceId: null }
    }
    if (attempt.enrolmentId) await beginAttempt(ctx, attempt.enrolmentId)
    const closesAt = new Date(ctx.now.getTime() + minutes * 60_000)
    await updateAttempt(ctx, id, { seed: drawSeed(), sessionId, openedAt: ctx.now, closesAt })
    await record(ctx, 'attempt.open', { type: 'attempt', id }, { activityId: attempt.activityId, mode: 'proctored' })
    return { attemptId: id, workspaceId: null }
  })
}
