import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { assignments, enrolmentEvents } from '../cohorts/schema.ts'
import { people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

export interface RiskRow {
  enrolmentId: Id<'enrolment'>
  cohortId: Id<'cohort'>
  name: string
  enrolledAt: Date
  hasJoined: boolean
  lastWorkAt: Date | null
  done: number
  failedProctoredAt: Date | null
  evidenceEndsAt: Date | null
}

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

/** What is known of everybody on these rosters who has not left; `activityIds` are those of the programme. */
export async function listRiskRows(
  ctx: Context,
  cohortIds: readonly Id<'cohort'>[],
  activityIds: readonly Id<'activity'>[],
): Promise<RiskRow[]> {
  const { rows } = await ctx.db.execute<Record<keyof RiskRow, unknown>>(sql`
    with roster as materialized (
      select e.id, e.cohort_id, e.learner_id, e.enrolled_at, coalesce(e.roster_name, p.name) as name
      from enrolments e join people p on p.id = e.learner_id
      where e.cohort_id = any(${uuids(cohortIds)}) and e.withdrawn_at is null
    ), learners as materialized (select distinct learner_id from roster),
    progress as (
      select a.learner_id, max(a.updated_at) as at,
        count(*) filter (where a.completed_at is not null and a.activity_id = any(${uuids(activityIds)}))::int as done
      from activity_progress a join learners l using (learner_id) group by 1
    ), saves as (
      select w.learner_id, max(s.saved_at) as at
      from workspaces w join learners l using (learner_id) join workspace_saves s on s.workspace_id = w.id group by 1
    ), tries as (
      select distinct on (a.learner_id) a.learner_id, a.closed_at,
        (select max(s.received_at) from submissions s where s.attempt_id = a.id) as submitted_at,
        exists (select 1 from submissions s join grading_jobs g on g.submission_id = s.id
          where s.attempt_id = a.id and g.is_passed is not null) as is_graded,
        exists (select 1 from submissions s join grading_jobs g on g.submission_id = s.id
          where s.attempt_id = a.id and g.is_passed) as is_passed
      from attempts a join learners l using (learner_id)
      where a.mode = 'proctored' order by a.learner_id, a.requested_at desc
    ), evidence as (
      select learner_id, min(ends_at) as ends_at from (
        select c.learner_id, c.area, max(c.expires_at) as ends_at
        from competency_evidence c join learners l using (learner_id) where c.withdrawn_at is null group by 1, 2
      ) newest where ends_at > ${ctx.now} group by 1
    )
    select r.id as "enrolmentId", r.cohort_id as "cohortId", r.name, r.enrolled_at as "enrolledAt",
      exists (select 1 from memberships m where m.person_id = r.learner_id) as "hasJoined",
      greatest(g.at, s.at) as "lastWorkAt", coalesce(g.done, 0) as done,
      case when t.is_graded and not t.is_passed and t.closed_at is not null then t.submitted_at end as "failedProctoredAt",
      v.ends_at as "evidenceEndsAt"
    from roster r
    left join progress g on g.learner_id = r.learner_id
    left join saves s on s.learner_id = r.learner_id
    left join tries t on t.learner_id = r.learner_id
    left join evidence v on v.learner_id = r.learner_id
    order by r.name, r.id`)
  const instant = (value: unknown) => (value === null ? null : new Date(value as string))
  return rows.map((row) => ({
    ...(row as unknown as RiskRow),
    enrolledAt: instant(row.enrolledAt)!,
    lastWorkAt: instant(row.lastWorkAt),
    failedProctoredAt: instant(row.failedProctoredAt),
    evidenceEndsAt: instant(row.evidenceEndsAt),
  }))
}

/** What was written down about the leaves of these cohorts. */
export async function listLeaveEvents(ctx: Context, cohortIds: readonly Id<'cohort'>[]) {
  return ctx.db
    .select()
    .from(enrolmentEvents)
    .where(
      and(inArray(enrolmentEvents.cohortId, [...cohortIds]), inArray(enrolmentEvents.kind, ['leave', 'corrected'])),
    )
}

/** Names of those who teach these cohorts today. */
export async function listInstructors(ctx: Context, cohortIds: readonly Id<'cohort'>[]) {
  return ctx.db
    .select({ cohortId: assignments.cohortId, name: people.name })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(
      and(
        inArray(assignments.cohortId, [...cohortIds]),
        eq(assignments.kind, 'instructor'),
        isNull(assignments.endedAt),
      ),
    )
    .orderBy(people.name)
}
