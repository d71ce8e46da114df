import { type AnyColumn, and, count, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { enrolments, gradeHolds } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { attempts, competencyEvidence, gradingJobs, submissions } from './schema.ts'

/**
 * Whether the grade of a submission waits for its release: practice, in a cohort that holds its activity, not graded
 * before that began. A proctored grade never waits, for a credential tells it.
 */
export const isHeld = (submissionId: AnyColumn | SQL) => sql<boolean>`exists (
  select 1 from grade_holds h
  join enrolments he on he.cohort_id = h.cohort_id
  join attempts ha on ha.enrolment_id = he.id and ha.activity_id = h.activity_id and ha.mode = 'practice'
  join submissions hs on hs.attempt_id = ha.id
  where h.released_at is null and hs.id = ${submissionId} and not exists (
    select 1 from grading_jobs hj where hj.submission_id = hs.id and hj.purpose <> 'replay' and hj.outcome = 'graded'
      and hj.finished_at < h.held_at))`

/** Those of the submissions whose grades wait. */
export async function listHeld(
  ctx: Context,
  submissionIds: readonly Id<'submission'>[],
): Promise<Set<Id<'submission'>>> {
  if (submissionIds.length === 0) return new Set()
  const rows = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(inArray(submissions.id, [...submissionIds]), isHeld(submissions.id)))
  return new Set(rows.map(({ id }) => id))
}

/** All submissions of somebody whose grades wait, with whether they are graded. */
export async function listHeldOf(ctx: Context, learnerId: Id<'person'>): Promise<Set<Id<'submission'>>> {
  const rows = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .where(and(eq(attempts.learnerId, learnerId), isHeld(submissions.id)))
  return new Set(rows.map(({ id }) => id))
}

/** Those of the learners who hold evidence that they are not told of yet. */
export async function listWithHeldEvidence(
  ctx: Context,
  learnerIds: readonly Id<'person'>[],
): Promise<Set<Id<'person'>>> {
  if (learnerIds.length === 0) return new Set()
  const rows = await ctx.db
    .selectDistinct({ id: competencyEvidence.learnerId })
    .from(competencyEvidence)
    .where(
      and(
        // One array: there may be more of them than a query takes parameters.
        sql`${competencyEvidence.learnerId} = any(${sql.param([...learnerIds])}::uuid[])`,
        isHeld(competencyEvidence.submissionId),
      ),
    )
  return new Set(rows.map(({ id }) => id))
}

/** Practice submissions of activities in cohorts: how many are graded, and how many of those nobody was told. */
export async function countGraded(ctx: Context, cohortIds: readonly Id<'cohort'>[]) {
  if (cohortIds.length === 0) return []
  // In a list of what is selected a column would lose its table's name.
  const waits = isHeld(sql`submissions.id`)
  return ctx.db
    .select({
      cohortId: enrolments.cohortId,
      activityId: attempts.activityId,
      graded: count(),
      waiting: sql<number>`(count(*) filter (where ${waits}))::int`,
      people: sql<number>`(count(distinct attempts.learner_id) filter (where ${waits}))::int`,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .where(
      and(
        inArray(enrolments.cohortId, [...cohortIds]),
        eq(attempts.mode, 'practice'),
        sql`exists (select 1 from ${gradingJobs} where ${gradingJobs.submissionId} = ${submissions.id}
          and ${gradingJobs.purpose} <> 'replay' and ${gradingJobs.outcome} = 'graded')`,
      ),
    )
    .groupBy(enrolments.cohortId, attempts.activityId)
}

/**
 * Graded submissions that a hold kept back and its release showed. A later hold may keep none of them back again: they were
 * graded before it.
 */
export async function listReleasedBy(ctx: Context, holdId: Id<'gradeHold'>) {
  return ctx.db
    .select({ submissionId: submissions.id, learnerId: attempts.learnerId })
    .from(gradeHolds)
    .innerJoin(enrolments, eq(enrolments.cohortId, gradeHolds.cohortId))
    .innerJoin(attempts, and(eq(attempts.enrolmentId, enrolments.id), eq(attempts.activityId, gradeHolds.activityId)))
    .innerJoin(submissions, eq(submissions.attemptId, attempts.id))
    .innerJoin(
      gradingJobs,
      and(
        eq(gradingJobs.submissionId, submissions.id),
        eq(gradingJobs.purpose, 'grade'),
        eq(gradingJobs.outcome, 'graded'),
      ),
    )
    .where(
      and(
        eq(gradeHolds.id, holdId),
        eq(attempts.mode, 'practice'),
        sql`${gradingJobs.finishedAt} >= ${gradeHolds.heldAt}`,
        or(isNull(gradeHolds.releasedAt), sql`${gradingJobs.finishedAt} <= ${gradeHolds.releasedAt}`),
      ),
    )
    .orderBy(submissions.receivedAt)
}
