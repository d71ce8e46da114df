import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { activities } from '../catalog/schema.ts'
import { enrolments } from '../cohorts/schema.ts'
import { people } from '../identity/schema.ts'
import { workspaceSaves } from '../labs/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { attempts, gradingJobs, submissions, workOutcomes } from './schema.ts'

/** What a learner handed in for an activity in one cohort, newest first. */
export async function listSubmissionsFor(
  ctx: Context,
  of: { learnerId: Id<'person'>; activityId: Id<'activity'>; cohortId: Id<'cohort'> },
) {
  return ctx.db
    .select({ submission: submissions, attempt: attempts })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .where(
      and(
        eq(attempts.learnerId, of.learnerId),
        eq(attempts.activityId, of.activityId),
        eq(enrolments.cohortId, of.cohortId),
      ),
    )
    .orderBy(desc(submissions.receivedAt), desc(submissions.id))
    .limit(50)
}

/** Saves of a workspace after one revision up to another, oldest first. */
export async function listSavesBetween(
  ctx: Context,
  workspaceId: Id<'workspace'>,
  between: { after: number; until: number },
) {
  return ctx.db
    .select({ path: workspaceSaves.path, source: workspaceSaves.source, savedAt: workspaceSaves.savedAt })
    .from(workspaceSaves)
    .where(
      and(
        eq(workspaceSaves.workspaceId, workspaceId),
        gt(workspaceSaves.revision, between.after),
        lte(workspaceSaves.revision, between.until),
      ),
    )
    .orderBy(asc(workspaceSaves.savedAt), asc(workspaceSaves.revision))
    .limit(1_000)
}

/** What learners of cohorts did last in each attempt that is open, where that is not before `since`. */
export async function listRecentWork(ctx: Context, cohortIds: readonly Id<'cohort'>[], since: Date) {
  if (cohortIds.length === 0) return []
  const saved = sql<Date | null>`(select max(s.saved_at) from ${workspaceSaves} s where s.workspace_id = attempts.workspace_id)`
  const ran = sql<Date | null>`(select max(o.at) from ${workOutcomes} o where o.workspace_id = attempts.workspace_id)`
  const at = sql<string>`greatest(${saved}, ${ran}, attempts.opened_at)`
  const rows = await ctx.db
    .select({
      cohortId: enrolments.cohortId,
      learnerId: attempts.learnerId,
      learnerName: people.name,
      mode: attempts.mode,
      code: activities.code,
      titles: activities.titles,
      at,
    })
    .from(attempts)
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .innerJoin(people, eq(people.id, attempts.learnerId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(
      and(
        inArray(enrolments.cohortId, [...cohortIds]),
        isNull(enrolments.withdrawnAt),
        isNull(attempts.closedAt),
        isNotNull(attempts.workspaceId),
        sql`${at} >= ${since}`,
      ),
    )
    .orderBy(sql`${at} desc`)
    .limit(200)
  return rows.map((row) => ({ ...row, at: new Date(row.at) }))
}

/** The newest graded practice submissions of each learner and activity in cohorts, at most `each`, newest first. */
export async function listNewestGraded(ctx: Context, cohortIds: readonly Id<'cohort'>[], each: number, since: Date) {
  if (cohortIds.length === 0) return []
  const { rows } = await ctx.db.execute<{
    submission_id: Id<'submission'>
    cohort_id: Id<'cohort'>
    learner_id: Id<'person'>
    activity_id: Id<'activity'>
    version_id: Id<'contentVersion'>
    is_passed: boolean
    result: unknown
    received_at: string
  }>(sql`
    select * from (
      select s.id as submission_id, e.cohort_id, a.learner_id, a.activity_id, a.version_id, j.is_passed, j.result, s.received_at,
        row_number() over (partition by a.learner_id, a.activity_id, e.cohort_id order by s.received_at desc) as nth
      from ${submissions} s join ${attempts} a on a.id = s.attempt_id and a.mode = 'practice'
      join ${enrolments} e on e.id = a.enrolment_id and e.cohort_id = any(${sql.param([...cohortIds])}::uuid[])
      join lateral (select g.is_passed, g.result from ${gradingJobs} g where g.submission_id = s.id and g.purpose <> 'replay'
        and g.outcome = 'graded' order by g.finished_at desc limit 1) j on true
      where s.received_at >= ${since} and e.withdrawn_at is null
    ) newest where nth <= ${each} order by received_at desc`)
  return rows.map((row) => ({ ...row, received_at: new Date(row.received_at) }))
}
