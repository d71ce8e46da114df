import { selectSubmissionSubject } from '../assessment/index.ts'
import { hasCompletedProgramme } from '../learning/index.ts'
import type { Context } from '../platform/context.ts'
import { derivedId, type Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { Stage } from './funnel.ts'
import { insertStageEvent, listEnrolmentsWithProgramme, selectOptionalCohortOf } from './queries.ts'

interface StageFact {
  enrolmentId: Id<'enrolment'>
  cohortId: Id<'cohort'>
  stage: Stage
  occurredAt: Date
  evidenceRef: string
}

async function append(ctx: Context, fact: StageFact): Promise<void> {
  const id = derivedId<'stageEvent'>('stage', fact.enrolmentId, fact.stage, fact.evidenceRef)
  await insertStageEvent(ctx, { id, ...fact, recordedAt: ctx.now, corrects: null })
}

/** S0: everybody on the roster when it was frozen. */
export async function recordEnrolled(
  ctx: Context,
  payload: { cohortId: string; enrolmentIds: string[]; rosterDigest: string; frozenAt: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    for (const enrolmentId of payload.enrolmentIds) {
      await append(ctx, {
        enrolmentId: enrolmentId as Id<'enrolment'>,
        cohortId: payload.cohortId as Id<'cohort'>,
        stage: 'S0',
        occurredAt: new Date(payload.frozenAt),
        evidenceRef: `roster:${payload.rosterDigest}`,
      })
    }
  })
}

/** S1: the first graded attempt. Later ones are facts of their own and count once. */
export async function recordActive(ctx: Context, payload: { submissionId: string }): Promise<void> {
  const { submission, attempt } = await selectSubmissionSubject(ctx, payload.submissionId as Id<'submission'>)
  if (!attempt.enrolmentId) return
  const cohortId = await selectOptionalCohortOf(ctx, attempt.enrolmentId)
  if (!cohortId) return
  const evidenceRef = `attempt:${attempt.id}`
  await append(ctx, {
    enrolmentId: attempt.enrolmentId,
    cohortId,
    stage: 'S1',
    occurredAt: submission.receivedAt,
    evidenceRef,
  })
}

/** S2: every activity of the programme completed. */
export async function recordCompleted(ctx: Context, payload: { learnerId: string }): Promise<void> {
  const learnerId = payload.learnerId as Id<'person'>
  for (const { enrolmentId, cohortId, programmeId } of await listEnrolmentsWithProgramme(ctx, learnerId)) {
    if (!(await hasCompletedProgramme(ctx, learnerId, programmeId))) continue
    await append(ctx, {
      enrolmentId,
      cohortId,
      stage: 'S2',
      occurredAt: ctx.now,
      evidenceRef: `programme:${programmeId}`,
    })
  }
}

/** S3: a credential from a proctored pass, identity checked by a person. */
export async function recordCertified(
  ctx: Context,
  payload: { credentialId: string; submissionId: string; issuedAt: string },
): Promise<void> {
  const { attempt } = await selectSubmissionSubject(ctx, payload.submissionId as Id<'submission'>)
  if (!attempt.enrolmentId) return
  const cohortId = await selectOptionalCohortOf(ctx, attempt.enrolmentId)
  if (!cohortId) return
  const evidenceRef = `credential:${payload.credentialId}`
  await append(ctx, {
    enrolmentId: attempt.enrolmentId,
    cohortId,
    stage: 'S3',
    occurredAt: new Date(payload.issuedAt),
    evidenceRef,
  })
}
