import { selectSubmissionSubject } from '../assessment/index.ts'
import { selectOptionalRevokedAt } from '../credentials/index.ts'
import { selectOptionalDisputedAt } from '../employers/index.ts'
import { hasCompletedProgramme } from '../learning/index.ts'
import type { Context } from '../platform/context.ts'
import { derivedId, type Id } from '../platform/ids.ts'
import { insertStageEvents, listEnrolmentsWithProgramme, listStageEventsOn, selectOptionalCohortOf } from './queries.ts'
import type { Stage } from './schema.ts'

interface StageFact {
  enrolmentId: Id<'enrolment'>
  cohortId: Id<'cohort'>
  stage: Stage
  effect?: 'reached' | 'lapsed' | 'withdrawn'
  occurredAt: Date
  evidenceRef: string
  corrects?: Id<'stageEvent'>
}

async function append(ctx: Context, ...facts: StageFact[]): Promise<void> {
  const rows = facts.map((fact) => {
    const id = derivedId<'stageEvent'>('stage', fact.enrolmentId, fact.stage, fact.evidenceRef)
    return { id, effect: 'reached' as const, corrects: null, ...fact, recordedAt: ctx.handledAt ?? ctx.now }
  })
  await insertStageEvents(ctx, rows)
}

/** Writes a fact about a person into every enrolment that it counts for: those whose programme leads to the role. */
async function appendForRole(
  ctx: Context,
  about: { learnerId: string; roleCode: string },
  fact: Omit<StageFact, 'enrolmentId' | 'cohortId'>,
): Promise<void> {
  const rows = await listEnrolmentsWithProgramme(ctx, about.learnerId as Id<'person'>)
  const counting = rows.filter(({ roles }) => roles.includes(about.roleCode))
  await append(ctx, ...counting.map(({ enrolmentId, cohortId }) => ({ ...fact, enrolmentId, cohortId })))
}

/** S0: everybody on the roster when it was frozen. */
export async function recordEnrolled(
  ctx: Context,
  payload: { cohortId: string; enrolmentIds: string[]; rosterDigest: string; frozenAt: string },
): Promise<void> {
  const about = { cohortId: payload.cohortId as Id<'cohort'>, stage: 'S0' as const }
  const fact = { ...about, occurredAt: new Date(payload.frozenAt), evidenceRef: `roster:${payload.rosterDigest}` }
  await append(ctx, ...payload.enrolmentIds.map((id) => ({ ...fact, enrolmentId: id as Id<'enrolment'> })))
}

/** S1: the first graded attempt of the programme. Later ones are facts of their own and count once. */
export async function recordActive(ctx: Context, payload: { submissionId: string }): Promise<void> {
  const { submission, attempt, activity } = await selectSubmissionSubject(ctx, payload.submissionId as Id<'submission'>)
  // What a partner made for its own cohorts is no part of the programme, and moves none of its figures.
  if (!attempt.enrolmentId || activity.ownerId) return
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
  const withdrawnAt = await selectOptionalRevokedAt(ctx, payload.credentialId as Id<'credential'>)
  if (withdrawnAt) await withdrawFacts(ctx, evidenceRef, withdrawnAt)
}

/** Every fact that rests on `evidenceRef` is corrected by one that says so; figures of before stay as they were counted. */
async function withdrawFacts(ctx: Context, evidenceRef: string, occurredAt: Date): Promise<void> {
  const facts = await listStageEventsOn(ctx, evidenceRef)
  await append(
    ctx,
    ...facts.map(({ id, enrolmentId, cohortId, stage }) => ({
      enrolmentId,
      cohortId,
      stage,
      effect: 'withdrawn' as const,
      occurredAt,
      evidenceRef: `withdrawn:${evidenceRef}`,
      corrects: id,
    })),
  )
}

/** S3 ends with its credential. In whatever order the two are told: certifying looks whether it was withdrawn since. */
export async function recordUncertified(
  ctx: Context,
  payload: { credentialId: string; cause: 'withdrawn' | 'erased'; revokedAt: string },
): Promise<void> {
  if (payload.cause === 'erased') return
  await withdrawFacts(ctx, `credential:${payload.credentialId}`, new Date(payload.revokedAt))
}

interface ReadinessFact {
  readinessId: string
  learnerId: string
  roleCode: string
  occurredAt: string
}

/** S4: ready for a role of the programme, by evidence that is valid and an observation by an independent assessor. */
export async function recordDeployable(ctx: Context, payload: ReadinessFact): Promise<void> {
  const evidenceRef = `readiness:${payload.readinessId}`
  await appendForRole(ctx, payload, { stage: 'S4', occurredAt: new Date(payload.occurredAt), evidenceRef })
}

/** S4 ends when evidence for it does. */
export async function recordLapsed(ctx: Context, payload: ReadinessFact): Promise<void> {
  const evidenceRef = `readiness:${payload.readinessId}`
  const occurredAt = new Date(payload.occurredAt)
  await appendForRole(ctx, payload, { stage: 'S4', effect: 'lapsed', occurredAt, evidenceRef })
}

/** A fact about a placement, unless its learner says that it is not so: a dispute holds it, whichever of the two is told first. */
async function recordPlaced(
  ctx: Context,
  payload: { placementId: string; learnerId: string; roleCode: string },
  fact: Pick<StageFact, 'stage' | 'occurredAt'>,
): Promise<void> {
  const evidenceRef = placementRef(payload)
  await appendForRole(ctx, payload, { ...fact, evidenceRef })
  const disputedAt = await selectOptionalDisputedAt(ctx, payload.placementId as Id<'placement'>)
  if (disputedAt) await withdrawFacts(ctx, evidenceRef, disputedAt)
}

const placementRef = ({ placementId }: { placementId: string }) => `placement:${placementId}`

/** S5: an employer confirmed the start of work in a role. */
export async function recordDeployed(
  ctx: Context,
  payload: { placementId: string; learnerId: string; roleCode: string; startedOn: string; confirmedAt: string },
): Promise<void> {
  await recordPlaced(ctx, payload, { stage: 'S5', occurredAt: new Date(`${payload.startedOn}T00:00:00Z`) })
}

/** S6: confirmed at day 180, which the employers domain tells only where day 90 was confirmed too. */
export async function recordRetained(
  ctx: Context,
  payload: { placementId: string; learnerId: string; roleCode: string; day: 90 | 180; confirmedAt: string },
): Promise<void> {
  if (payload.day === 180) await recordPlaced(ctx, payload, { stage: 'S6', occurredAt: new Date(payload.confirmedAt) })
}

/** S5 and S6 of a placement that its learner disputes count no more; the employer takes it back and records it anew. */
export async function recordDisputed(
  ctx: Context,
  payload: { placementId: string; answer: 'agreed' | 'disputed'; answeredAt: string },
): Promise<void> {
  if (payload.answer === 'disputed') await withdrawFacts(ctx, placementRef(payload), new Date(payload.answeredAt))
}
