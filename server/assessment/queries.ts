import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { activities } from '../catalog/schema.ts'
import { assignments, cohorts, enrolments } from '../cohorts/schema.ts'
import { people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { attempts, competencyEvidence, gradingJobs, questionAnswers, submissions } from './schema.ts'
import { HIDDEN_KEY_VERSION } from './seeds.ts'

export type Attempt = typeof attempts.$inferSelect
export type GradingJob = typeof gradingJobs.$inferSelect
export type Submission = typeof submissions.$inferSelect

/** @throws AppError `not_found` */
export async function selectAttempt(ctx: Context, id: Id<'attempt'>): Promise<Attempt> {
  const [row] = await ctx.db.select().from(attempts).where(eq(attempts.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

export async function lockAttempt(ctx: Context, id: Id<'attempt'>): Promise<Attempt> {
  const [row] = await ctx.db.select().from(attempts).where(eq(attempts.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function selectOptionalLiveAttempt(
  ctx: Context,
  learnerId: Id<'person'>,
  activityId: Id<'activity'>,
  mode: Attempt['mode'],
): Promise<Attempt | null> {
  const [row] = await ctx.db
    .select()
    .from(attempts)
    .where(
      and(
        eq(attempts.learnerId, learnerId),
        eq(attempts.activityId, activityId),
        eq(attempts.mode, mode),
        isNull(attempts.closedAt),
      ),
    )
  return row ?? null
}

export async function selectAttemptOfWorkspace(ctx: Context, workspaceId: Id<'workspace'>): Promise<Attempt> {
  const [row] = await ctx.db.select().from(attempts).where(eq(attempts.workspaceId, workspaceId)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

/** Inserts an attempt unless a live one of the same mode exists. */
export async function insertAttempt(ctx: Context, attempt: typeof attempts.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(attempts).values(attempt).onConflictDoNothing().returning({ id: attempts.id })
  return rows.length > 0
}

export async function updateAttempt(
  ctx: Context,
  id: Id<'attempt'>,
  set: Partial<typeof attempts.$inferInsert>,
): Promise<void> {
  await ctx.db.update(attempts).set(set).where(eq(attempts.id, id))
}

export async function listAttemptsOf(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({ attempt: attempts, activity: activities })
    .from(attempts)
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(eq(attempts.learnerId, learnerId))
    .orderBy(desc(attempts.requestedAt))
}

export async function insertSubmission(ctx: Context, submission: Omit<Submission, 'hiddenKeyVersion'>): Promise<void> {
  await ctx.db.insert(submissions).values({ ...submission, hiddenKeyVersion: HIDDEN_KEY_VERSION })
}

export async function selectOptionalSubmission(ctx: Context, id: Id<'submission'>): Promise<Submission | null> {
  const [row] = await ctx.db.select().from(submissions).where(eq(submissions.id, id))
  return row ?? null
}

/** The one submission of a closed exam; null when it was closed without. */
export async function selectSubmissionOf(ctx: Context, attemptId: Id<'attempt'>): Promise<Id<'submission'> | null> {
  const [row] = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .where(eq(submissions.attemptId, attemptId))
  return row?.id ?? null
}

/** Submissions that count: those that could not be graded through our fault do not. */
export async function countSubmissions(ctx: Context, attemptId: Id<'attempt'>): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) as count from submissions s where s.attempt_id = ${attemptId}
      and not exists (select 1 from grading_jobs j where j.submission_id = s.id and j.outcome = 'ungradable')`)
  return Number(rows[0]!.count)
}

/** Practice submissions of a person since a time, but for those that failed through us, and those that wait for a grade. */
export async function countUse(
  ctx: Context,
  learnerId: Id<'person'>,
  since: Date,
): Promise<{ submissions: number; waiting: number }> {
  const { rows } = await ctx.db.execute<{ submissions: string; waiting: string }>(sql`
    select
      (select count(*) from submissions s join attempts a on a.id = s.attempt_id
        where a.learner_id = ${learnerId} and a.mode = 'practice' and s.received_at > ${since}
          and not exists (select 1 from grading_jobs j where j.submission_id = s.id and j.outcome = 'ungradable')) as submissions,
      (select count(*) from grading_jobs j
        where j.learner_id = ${learnerId} and j.purpose = 'grade' and j.finished_at is null) as waiting`)
  return { submissions: Number(rows[0]!.submissions), waiting: Number(rows[0]!.waiting) }
}

/** A submission with its attempt, its activity and the people who may see it. @throws AppError `not_found` */
export async function selectSubmissionSubject(ctx: Context, id: Id<'submission'>) {
  const [row] = await ctx.db
    .select({
      submission: submissions,
      attempt: attempts,
      activity: activities,
      cohort: cohorts,
      learnerName: people.name,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .innerJoin(people, eq(people.id, attempts.learnerId))
    .leftJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .leftJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(eq(submissions.id, id))
  if (!row) throw new AppError('not_found')
  const taughtBy = row.cohort ? await listAssigned(ctx, row.cohort.id, 'instructor') : []
  return { ...row, subject: { learnerId: row.attempt.learnerId, cohort: row.cohort && { ...row.cohort, taughtBy } } }
}

export async function listAssigned(
  ctx: Context,
  cohortId: Id<'cohort'>,
  kind: 'instructor' | 'proctor' | 'assessor',
): Promise<Id<'person'>[]> {
  const rows = await ctx.db
    .select({ personId: assignments.personId })
    .from(assignments)
    .where(and(eq(assignments.cohortId, cohortId), eq(assignments.kind, kind), isNull(assignments.endedAt)))
  return rows.map((row) => row.personId)
}

/** Since when somebody has been assigned to a cohort. @throws AppError `not_found` when they are not */
export async function selectAssignedAt(
  ctx: Context,
  cohortId: Id<'cohort'>,
  personId: Id<'person'>,
  kind: 'instructor' | 'proctor' | 'assessor',
): Promise<Date> {
  const [row] = await ctx.db
    .select({ assignedAt: assignments.assignedAt })
    .from(assignments)
    .where(
      and(
        eq(assignments.cohortId, cohortId),
        eq(assignments.personId, personId),
        eq(assignments.kind, kind),
        isNull(assignments.endedAt),
      ),
    )
  if (!row) throw new AppError('not_found')
  return row.assignedAt
}

export async function listProctorsOfAttempt(ctx: Context, attempt: Attempt): Promise<Id<'person'>[]> {
  if (!attempt.enrolmentId) return []
  const [row] = await ctx.db
    .select({ cohortId: enrolments.cohortId })
    .from(enrolments)
    .where(eq(enrolments.id, attempt.enrolmentId))
  return row ? listAssigned(ctx, row.cohortId, 'proctor') : []
}

/** Proctored attempts of the cohorts a person proctors, live ones first. */
export async function listProctoredAttempts(ctx: Context, proctorId: Id<'person'>) {
  return ctx.db
    .select({ attempt: attempts, activity: activities, learnerName: people.name, cohortNames: cohorts.names })
    .from(attempts)
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .innerJoin(people, eq(people.id, attempts.learnerId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(
      assignments,
      and(
        eq(assignments.cohortId, cohorts.id),
        eq(assignments.personId, proctorId),
        eq(assignments.kind, 'proctor'),
        isNull(assignments.endedAt),
      ),
    )
    .where(eq(attempts.mode, 'proctored'))
    .orderBy(sql`${attempts.closedAt} desc nulls first`, asc(attempts.requestedAt))
    .limit(200)
}

export async function listSubmissionsOf(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({ submission: submissions, attempt: attempts, activity: activities })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(eq(attempts.learnerId, learnerId))
    .orderBy(desc(submissions.receivedAt))
    .limit(200)
}

export async function listSubmissionsOfCohorts(ctx: Context, cohortIds: readonly Id<'cohort'>[]) {
  if (cohortIds.length === 0) return []
  return ctx.db
    .select({
      submission: submissions,
      attempt: attempts,
      activity: activities,
      learnerName: people.name,
      cohortNames: cohorts.names,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .innerJoin(people, eq(people.id, attempts.learnerId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(inArray(enrolments.cohortId, [...cohortIds]))
    .orderBy(desc(submissions.receivedAt))
    .limit(200)
}

/** The newest job that decides a submission's grade, and replays after it. */
export async function listJobs(ctx: Context, submissionIds: readonly Id<'submission'>[]): Promise<GradingJob[]> {
  if (submissionIds.length === 0) return []
  return ctx.db
    .select()
    .from(gradingJobs)
    .where(inArray(gradingJobs.submissionId, [...submissionIds]))
    .orderBy(asc(gradingJobs.queuedAt))
}

/** Runners listen here and wake when the transaction commits. */
export const GRADING_CHANNEL = 'terakoya_grading'

export async function insertJob(ctx: Context, job: typeof gradingJobs.$inferInsert): Promise<void> {
  await ctx.db.insert(gradingJobs).values(job)
  await ctx.db.execute(sql`select pg_notify(${GRADING_CHANNEL}, '')`)
}

export async function selectOptionalJob(ctx: Context, id: Id<'gradingJob'>): Promise<GradingJob | null> {
  const [row] = await ctx.db.select().from(gradingJobs).where(eq(gradingJobs.id, id))
  return row ?? null
}

/** How many jobs stand before this one, in the order runners take them. */
export async function countJobsBefore(ctx: Context, queuedAt: Date): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(
    sql`select count(*) as count from grading_jobs where finished_at is null and leased_at is null and queued_at < ${queuedAt}`,
  )
  return Number(rows[0]!.count)
}

export async function insertAnswer(ctx: Context, answer: typeof questionAnswers.$inferInsert): Promise<void> {
  await ctx.db.insert(questionAnswers).values(answer)
}

export async function selectOptionalAnswer(ctx: Context, id: Id<'answer'>) {
  const [row] = await ctx.db.select().from(questionAnswers).where(eq(questionAnswers.id, id))
  return row ?? null
}

export async function listAnswers(ctx: Context, attemptId: Id<'attempt'>) {
  return ctx.db
    .select()
    .from(questionAnswers)
    .where(eq(questionAnswers.attemptId, attemptId))
    .orderBy(asc(questionAnswers.answeredAt), asc(questionAnswers.id))
}

export async function insertEvidence(ctx: Context, evidence: typeof competencyEvidence.$inferInsert): Promise<void> {
  await ctx.db.insert(competencyEvidence).values(evidence).onConflictDoNothing()
}

export async function listEvidence(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select()
    .from(competencyEvidence)
    .where(eq(competencyEvidence.learnerId, learnerId))
    .orderBy(asc(competencyEvidence.area), desc(competencyEvidence.level))
}
