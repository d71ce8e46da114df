import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { activities, programmes } from '../catalog/schema.ts'
import { assignments, cohorts, enrolments } from '../cohorts/schema.ts'
import { people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { isHeld } from './held-queries.ts'
import type { EvidenceFact } from './readiness.ts'
import {
  attempts,
  competencyEvidence,
  observationNotes,
  observationSeals,
  observations,
  readinessEvents,
  submissions,
} from './schema.ts'

export type Observation = typeof observations.$inferSelect

const BY_PERSON = new Set(['person_online', 'person_in_room'])

/** What was shown, by learner; `told` leaves out what waits for its release. */
export async function listEvidenceOf(
  ctx: Context,
  learnerIds: readonly Id<'person'>[],
  which: 'all' | 'told',
): Promise<Map<string, EvidenceFact[]>> {
  if (learnerIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ evidence: competencyEvidence, activity: activities.code, assurance: attempts.assurance })
    .from(competencyEvidence)
    .innerJoin(submissions, eq(submissions.id, competencyEvidence.submissionId))
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(
      and(
        inArray(competencyEvidence.learnerId, [...learnerIds]),
        isNull(competencyEvidence.withdrawnAt),
        which === 'told' ? sql`not ${isHeld(competencyEvidence.submissionId)}` : undefined,
      ),
    )
    .orderBy(asc(competencyEvidence.validFrom), asc(competencyEvidence.id))
  return Map.groupBy(
    rows.map(({ evidence, activity, assurance }) => ({
      learnerId: evidence.learnerId,
      id: evidence.id,
      submissionId: evidence.submissionId,
      area: evidence.area,
      level: evidence.level,
      activity: activity ?? '',
      mode: evidence.mode,
      isIdentified: BY_PERSON.has(assurance),
      validFrom: evidence.validFrom,
      expiresAt: evidence.expiresAt,
    })),
    ({ learnerId }) => learnerId,
  )
}

export async function listEvidenceFacts(
  ctx: Context,
  learnerId: Id<'person'>,
  which: 'all' | 'told',
): Promise<EvidenceFact[]> {
  return (await listEvidenceOf(ctx, [learnerId], which)).get(learnerId) ?? []
}

/** Evidence of a submission counts no more. False when none of it did. */
export async function withdrawEvidenceOf(ctx: Context, submissionId: Id<'submission'>): Promise<boolean> {
  const { rowCount } = await ctx.db
    .update(competencyEvidence)
    .set({ withdrawnAt: ctx.now })
    .where(and(eq(competencyEvidence.submissionId, submissionId), isNull(competencyEvidence.withdrawnAt)))
  return (rowCount ?? 0) > 0
}

/** Observations that stand, those that no later one corrects, by learner. */
export async function listStandingObservations(
  ctx: Context,
  learnerIds: readonly Id<'person'>[],
): Promise<Map<string, Observation[]>> {
  if (learnerIds.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(observations)
    .where(
      and(
        inArray(observations.learnerId, [...learnerIds]),
        sql`not exists (select 1 from ${observations} later where later.corrects = ${observations.id})`,
      ),
    )
    .orderBy(asc(observations.observedOn), asc(observations.recordedAt))
  return Map.groupBy(rows, ({ learnerId }) => learnerId)
}

export async function listObservations(ctx: Context, learnerId: Id<'person'>): Promise<Observation[]> {
  return (await listStandingObservations(ctx, [learnerId])).get(learnerId) ?? []
}

export async function selectOptionalObservation(ctx: Context, id: Id<'observation'>): Promise<Observation | null> {
  const [row] = await ctx.db.select().from(observations).where(eq(observations.id, id))
  return row ?? null
}

export async function insertObservation(
  ctx: Context,
  observation: typeof observations.$inferInsert,
  note: string,
): Promise<void> {
  await ctx.db.insert(observations).values(observation)
  if (note) await ctx.db.insert(observationNotes).values({ observationId: observation.id, text: note })
}

/** An observation with its note, its seal and the assessor's name. @throws AppError `not_found` */
export async function selectObservation(ctx: Context, id: Id<'observation'>) {
  const [row] = await ctx.db
    .select({
      observation: observations,
      note: observationNotes.text,
      seal: observationSeals,
      assessorName: people.name,
    })
    .from(observations)
    .innerJoin(people, eq(people.id, observations.assessorId))
    .leftJoin(observationNotes, eq(observationNotes.observationId, observations.id))
    .leftJoin(observationSeals, eq(observationSeals.observationId, observations.id))
    .where(eq(observations.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

export async function insertSeal(ctx: Context, seal: typeof observationSeals.$inferInsert): Promise<void> {
  await ctx.db.insert(observationSeals).values(seal).onConflictDoNothing()
}

/** How many observations each key sealed. */
export async function countSealsByKey(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ keyId: observationSeals.keyId, count: count() })
    .from(observationSeals)
    .groupBy(observationSeals.keyId)
  return new Map(rows.map((row) => [row.keyId, row.count]))
}

/** Serialises the judgements about one person. */
export async function lockReadiness(ctx: Context, learnerId: Id<'person'>): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`readiness:${learnerId}`}, 0))`)
}

export async function selectOptionalLastReadiness(ctx: Context, learnerId: Id<'person'>, roleCode: string) {
  const [row] = await ctx.db
    .select()
    .from(readinessEvents)
    .where(and(eq(readinessEvents.learnerId, learnerId), eq(readinessEvents.roleCode, roleCode)))
    .orderBy(desc(readinessEvents.recordedAt), desc(readinessEvents.id))
    .limit(1)
  return row ?? null
}

export async function insertReadiness(ctx: Context, event: typeof readinessEvents.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(readinessEvents).values(event).onConflictDoNothing().returning()
  return rows.length > 0
}

/** Learners whose newest fact about some role says ready, until a time that has passed. */
export async function listOverdueLearners(ctx: Context): Promise<Id<'person'>[]> {
  const { rows } = await ctx.db.execute<{ learner_id: Id<'person'> }>(sql`
    select distinct learner_id from (
      select distinct on (learner_id, role_code) learner_id, kind, valid_until
      from readiness_events order by learner_id, role_code, recorded_at desc, id desc
    ) newest where kind = 'reached' and valid_until <= ${ctx.now}`)
  return rows.map((row) => row.learner_id)
}

/** Learners whose newest fact about a role says that they are ready, until a time still to come. */
export async function listReadyByFact(
  ctx: Context,
  roleCode: string,
  only: Id<'person'> | null,
): Promise<Id<'person'>[]> {
  const { rows } = await ctx.db.execute<{ learner_id: Id<'person'> }>(sql`
    select learner_id from (
      select distinct on (learner_id) learner_id, kind, valid_until
      from readiness_events where role_code = ${roleCode} and (${only}::uuid is null or learner_id = ${only}::uuid)
      order by learner_id, recorded_at desc, id desc
    ) newest where kind = 'reached' and valid_until > ${ctx.now} order by learner_id`)
  return rows.map((row) => row.learner_id)
}

const subjectColumns = {
  enrolmentId: enrolments.id,
  enrolledAt: enrolments.enrolledAt,
  learnerId: enrolments.learnerId,
  learnerName: people.name,
  cohort: cohorts,
  programme: programmes.definition,
}

/** An enrolment as an assessor meets it. @throws AppError `not_found` */
export async function selectObserved(ctx: Context, enrolmentId: Id<'enrolment'>) {
  const [row] = await ctx.db
    .select(subjectColumns)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(and(eq(enrolments.id, enrolmentId), isNull(enrolments.withdrawnAt)))
  if (!row) throw new AppError('not_found')
  return row
}

/** Learners of the cohorts that somebody assesses who hold proctored evidence: those whom there is something to observe of. */
export async function listObservable(ctx: Context, assessorId: Id<'person'>) {
  return ctx.db
    .select(subjectColumns)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .innerJoin(assignments, and(eq(assignments.cohortId, cohorts.id), eq(assignments.personId, assessorId)))
    .where(
      and(
        eq(assignments.kind, 'assessor'),
        isNull(assignments.endedAt),
        isNull(enrolments.withdrawnAt),
        sql`exists (select 1 from ${competencyEvidence} where ${competencyEvidence.learnerId} = ${enrolments.learnerId}
          and ${competencyEvidence.mode} = 'proctored' and ${competencyEvidence.withdrawnAt} is null)`,
      ),
    )
    .orderBy(asc(people.name), asc(enrolments.id))
    .limit(500)
}

export async function listObservationsOf(ctx: Context, enrolmentIds: readonly Id<'enrolment'>[]) {
  if (enrolmentIds.length === 0) return []
  return ctx.db
    .select()
    .from(observations)
    .where(inArray(observations.enrolmentId, [...enrolmentIds]))
    .orderBy(asc(observations.recordedAt))
}
