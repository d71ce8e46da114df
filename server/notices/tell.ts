import { listAssigned, listHeld, listJobs, listReleasedBy, selectSubmissionSubject } from '../assessment/index.ts'
import { listLearnersOf } from '../cohorts/index.ts'
import { selectOptionalDraftJob } from '../labs/index.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { notify } from './notify.ts'
import type { NoticeKind } from './schema.ts'

/*
 * One function for each event that people are told of. Each looks at how things stand now, so that a late or repeated
 * event tells nothing that is not so any more.
 */

/** A comment: the learner, or who teaches them when the learner answered. What waits with a held grade is told with it. */
export async function tellOfComment(
  ctx: Context,
  payload: { commentId: string; submissionId: string; authorId: string },
): Promise<void> {
  const submissionId = payload.submissionId as Id<'submission'>
  const { subject, activity } = await selectSubmissionSubject(ctx, submissionId)
  const about = { subjectId: submissionId, activityId: activity.id, cause: payload.commentId }
  if (payload.authorId === subject.learnerId)
    return notify(ctx, subject.cohort?.taughtBy ?? [], { kind: 'comment_answered', ...about })
  if ((await listHeld(ctx, [submissionId])).has(submissionId)) return
  await notify(ctx, [subject.learnerId], { kind: 'comment_written', ...about })
}

/** Grades that waited in a cohort: each learner of each submission. */
export async function tellOfRelease(ctx: Context, payload: { holdId: string; activityId: string }): Promise<void> {
  const activityId = payload.activityId as Id<'activity'>
  const released = await listReleasedBy(ctx, payload.holdId as Id<'gradeHold'>)
  await inTransaction(ctx, async (ctx) => {
    for (const { submissionId, learnerId } of released)
      await notify(ctx, [learnerId], { kind: 'grade_released', subjectId: submissionId, activityId })
  })
}

/** A submission that could not be graded through our fault: the learner and who teaches them. */
export async function tellOfFailedGrading(
  ctx: Context,
  payload: { gradingJobId: string; submissionId: string },
): Promise<void> {
  const submissionId = payload.submissionId as Id<'submission'>
  const job = (await listJobs(ctx, [submissionId])).find(({ id }) => id === payload.gradingJobId)
  if (job?.outcome !== 'ungradable') return
  const { subject, activity } = await selectSubmissionSubject(ctx, submissionId)
  const about = { subjectId: submissionId, activityId: activity.id, cause: payload.gradingJobId }
  await inTransaction(ctx, async (ctx) => {
    await notify(ctx, [subject.learnerId], { kind: 'grading_failed', ...about })
    await notify(ctx, subject.cohort?.taughtBy ?? [], { kind: 'learner_grading_failed', ...about })
  })
}

/** A draft of a lab that could not be proven: whoever asked for the proof. */
export async function tellOfProof(ctx: Context, payload: { jobId: string }): Promise<void> {
  const job = await selectOptionalDraftJob(ctx, payload.jobId as Id<'labDraftJob'>)
  if (!job || job.isProven) return
  await notify(ctx, [job.requestedBy], { kind: 'proof_failed', subjectId: job.draftId, cause: job.id })
}

/** A submission waits for a person's marks: the assessors of its cohort. */
export async function tellOfReviewWanted(ctx: Context, payload: { submissionId: string }): Promise<void> {
  const submissionId = payload.submissionId as Id<'submission'>
  const { activity, cohort } = await selectSubmissionSubject(ctx, submissionId)
  const assessors = cohort ? await listAssigned(ctx, cohort.id, 'assessor') : []
  await notify(ctx, assessors, { kind: 'review_wanted', subjectId: submissionId, activityId: activity.id })
}

/** A submission was marked: its learner, unless its grade waits for a release. */
export async function tellOfReview(ctx: Context, payload: { submissionId: string }): Promise<void> {
  const submissionId = payload.submissionId as Id<'submission'>
  if ((await listHeld(ctx, [submissionId])).has(submissionId)) return
  const { subject, activity } = await selectSubmissionSubject(ctx, submissionId)
  await notify(ctx, [subject.learnerId], { kind: 'review_signed', subjectId: submissionId, activityId: activity.id })
}

export async function tellOfObservation(
  ctx: Context,
  payload: { observationId: string; learnerId: string },
): Promise<void> {
  const told = { kind: 'observation_signed' as const, subjectId: payload.observationId }
  await notify(ctx, [payload.learnerId as Id<'person'>], told)
}

export async function tellOfCredential(
  ctx: Context,
  payload: { credentialId: string; learnerId: string },
  kind: 'credential_issued' | 'credential_revoked',
): Promise<void> {
  await notify(ctx, [payload.learnerId as Id<'person'>], { kind, subjectId: payload.credentialId })
}

/** Learners whom the employers domain told of an opening. */
export async function tellOfOpening(ctx: Context, payload: { openingId: string; learnerIds: string[] }): Promise<void> {
  const told = { kind: 'opening_matches' as const, subjectId: payload.openingId }
  await notify(ctx, payload.learnerIds as Id<'person'>[], told)
}

/** Somebody looked at what a learner shares: once a day for each consent, for the list of looks has every one. */
export async function tellOfViews(
  ctx: Context,
  payload: { views: { consentId: string; learnerId: string }[] },
): Promise<void> {
  const day = dayIn('UTC', ctx.now)
  await inTransaction(ctx, async (ctx) => {
    for (const { consentId, learnerId } of payload.views)
      await notify(ctx, [learnerId as Id<'person'>], {
        ...{ kind: 'evidence_viewed' as const, subjectId: consentId, cause: `${consentId} ${day}` },
      })
  })
}

/** A placement: the learner of what the employer said, the employer's person of what the learner said. */
export async function tellOfPlacement(
  ctx: Context,
  payload: { placementId: string; personId: string },
  kind: 'placement_recorded' | 'placement_started' | 'placement_agreed' | 'placement_disputed',
): Promise<void> {
  await notify(ctx, [payload.personId as Id<'person'>], { kind, subjectId: payload.placementId })
}

export async function tellOfEnrolment(ctx: Context, payload: { enrolmentIds: string[] }): Promise<void> {
  const learners = await listLearnersOf(ctx, payload.enrolmentIds as Id<'enrolment'>[])
  await inTransaction(ctx, async (ctx) => {
    for (const { enrolmentId, learnerId } of learners)
      await notify(ctx, [learnerId], { kind: 'enrolled', subjectId: enrolmentId })
  })
}

const CHANGES: Record<string, NoticeKind> = {
  withdrawn: 'enrolment_withdrawn',
  leave: 'enrolment_leave',
  transferred: 'enrolment_transferred',
  corrected: 'enrolment_corrected',
}

export async function tellOfEnrolmentChange(
  ctx: Context,
  payload: { eventId: string; enrolmentId: string; kind: string },
): Promise<void> {
  const kind = CHANGES[payload.kind]
  if (!kind) return
  const learners = await listLearnersOf(ctx, [payload.enrolmentId as Id<'enrolment'>])
  const told = { kind, subjectId: payload.enrolmentId, cause: payload.eventId }
  await notify(
    ctx,
    learners.map(({ learnerId }) => learnerId),
    told,
  )
}
