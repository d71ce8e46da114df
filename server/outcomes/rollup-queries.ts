import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { Stage } from './schema.ts'

/** What was known when a release was counted: facts up to a place in the ledger, frozen rosters, transfers. */
export interface Cut {
  position: number
  cohortIds: readonly Id<'cohort'>[]
  transferIds: readonly Id<'enrolmentEvent'>[]
}

export interface CohortCounts {
  cohortId: Id<'cohort'>
  partnerId: Id<'organisation'>
  S0: number
  S1: number
  S2: number
  S3: number
  S4: number
  /** Began work within 180 days of the cohort's scheduled end. */
  S5: number
  S6: number
  /** Was deployable once; the newest fact says no longer. */
  lapsed: number
  /** Began work at any time. */
  deployed: number
  /** Began work less than 180 days ago and is not confirmed yet. */
  notYetDue: number
}

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

/**
 * Who is counted where, and how far each came. A person counts once, in the cohort they first froze in: what they do after
 * a transfer counts there, and a roster that froze later with them on it leaves them to the first. A transfer that was
 * taken back carries all the same: it is one person. Every condition looks at what was known at the freeze, so no
 * denominator moves. `offset 0` keeps the ledger from being read whole: the cost is that of the people counted.
 */
function personsOf(cohortIds: readonly Id<'cohort'>[], cut: Cut | null): SQL {
  const transfersKnown = cut ? sql`and v.id = any(${uuids(cut.transferIds)})` : sql``
  const rostersKnown = cut ? sql`and b.cohort_id = any(${uuids(cut.cohortIds)})` : sql``
  const factsKnown = cut ? sql`and s.seq <= ${cut.position}` : sql``
  const correctionsKnown = cut ? sql`and k.seq <= ${cut.position}` : sql``
  return sql`with recursive links as materialized (
    select v.enrolment_id as src, v.cohort_id as src_cohort, v.to_enrolment_id as dst, v.recorded_at
    from enrolment_events v
    where v.kind = 'transferred' ${transfersKnown} and v.cohort_id in (
      select c.id from cohorts c where c.programme_id in (
        select p.programme_id from cohorts p where p.id = any(${uuids(cohortIds)})))
  ), carried as (
    select l.src as origin, b.frozen_at as origin_frozen, l.dst as enrolment_id, l.recorded_at as known_at
    from links l join cohort_baselines b on b.cohort_id = l.src_cohort and l.src = any(b.enrolment_ids) ${rostersKnown}
    union
    select c.origin, c.origin_frozen, l.dst, greatest(c.known_at, l.recorded_at)
    from carried c join links l on l.src = c.enrolment_id
  ), frozen_carried as (
    select c.origin, c.origin_frozen, c.enrolment_id, c.known_at, b.frozen_at
    from carried c join enrolments e on e.id = c.enrolment_id
    join cohort_baselines b on b.cohort_id = e.cohort_id and c.enrolment_id = any(b.enrolment_ids) ${rostersKnown}
  ), counted_before as (
    select distinct enrolment_id from frozen_carried
    where enrolment_id <> origin and known_at <= frozen_at and origin_frozen < frozen_at
  ), followers as (
    select distinct on (c.enrolment_id) c.enrolment_id, c.origin as root
    from carried c
    where not exists (select 1 from counted_before x where x.enrolment_id = c.origin)
      and (not exists (select 1 from frozen_carried f where f.enrolment_id = c.enrolment_id)
        or exists (select 1 from counted_before x where x.enrolment_id = c.enrolment_id))
    order by c.enrolment_id, c.origin_frozen, c.origin
  ), roster as materialized (
    select b.cohort_id, r.id as root
    from cohort_baselines b cross join lateral unnest(b.enrolment_ids) as r(id)
    where b.cohort_id = any(${uuids(cohortIds)})
      and not exists (select 1 from counted_before x where x.enrolment_id = r.id)
  ), members as materialized (
    select cohort_id, root, root as enrolment_id from roster
    union all
    select r.cohort_id, f.root, f.enrolment_id from followers f join roster r on r.root = f.root
  ), persons as materialized (
    select m.cohort_id, m.root,
      bool_or(s.stage = 'S1') as s1, bool_or(s.stage = 'S2') as s2, bool_or(s.stage = 'S3') as s3,
      (array_agg(s.effect order by s.occurred_at desc, s.seq desc) filter (where s.stage = 'S4'))[1] as s4,
      min(s.occurred_at) filter (where s.stage = 'S5') as s5_at, bool_or(s.stage = 'S6') as s6
    from members m left join lateral (
      select s.stage, s.effect, s.occurred_at, s.seq from stage_events s
      where s.enrolment_id = m.enrolment_id and s.effect <> 'withdrawn' ${factsKnown}
        and not exists (select 1 from stage_events k where k.corrects = s.id ${correctionsKnown} offset 0)
      offset 0
    ) s on true
    group by m.cohort_id, m.root
  )`
}

function countsOf(cohortIds: readonly Id<'cohort'>[], cut: Cut | null, now: Date): SQL {
  return sql`${personsOf(cohortIds, cut)}
  select c.id as "cohortId", c.partner_id as "partnerId",
    count(*)::int as "S0",
    count(*) filter (where p.s1)::int as "S1",
    count(*) filter (where p.s2)::int as "S2",
    count(*) filter (where p.s3)::int as "S3",
    count(*) filter (where p.s4 = 'reached')::int as "S4",
    count(*) filter (where (p.s5_at at time zone 'UTC')::date <= c.ends_on + 180)::int as "S5",
    count(*) filter (where p.s6)::int as "S6",
    count(*) filter (where p.s4 = 'lapsed')::int as "lapsed",
    count(p.s5_at)::int as "deployed",
    count(*) filter (where p.s5_at + interval '180 days' > ${now} and p.s6 is not true)::int as "notYetDue"
  from persons p join cohorts c on c.id = p.cohort_id
  group by c.id order by c.id`
}

/** Counts of frozen cohorts in one query, whatever their number. Cohorts that are not frozen are left out. */
export async function countCohorts(
  ctx: Context,
  cohortIds: readonly Id<'cohort'>[],
  cut: Cut | null = null,
): Promise<CohortCounts[]> {
  if (cohortIds.length === 0) return []
  const { rows } = await ctx.db.execute<CohortCounts & Record<string, unknown>>(countsOf(cohortIds, cut, ctx.now))
  return rows
}

/** The text of the query behind a release, for its document. */
export function queryText(): string {
  const cut = { position: 0, cohortIds: [], transferIds: [] }
  return new PgDialect()
    .sqlToQuery(countsOf([], cut, new Date(0)))
    .sql.replaceAll(/\s+/g, ' ')
    .trim()
}

export interface Ending {
  cohortId: Id<'cohort'>
  furthest: number
  /** Null: did not leave. */
  reason: string | null
  /** Began work in time: the outcome is known and good. */
  isDeployed: boolean
  people: number
}

/** Who of the members left, when and why: the newest leaving that was not taken back. */
const LEAVERS = sql`leavers as (
    select distinct on (m.root) m.root, v.reason, v.starts_on
    from members m
    join enrolments e on e.id = m.enrolment_id and e.withdrawn_at is not null
    join enrolment_events v on v.enrolment_id = e.id and v.kind = 'withdrawn'
      and not exists (select 1 from enrolment_events k where k.corrects = v.id)
    order by m.root, v.recorded_at desc, v.id desc
  )`

/** How far the people of frozen cohorts came, and why those who left did: one row a cohort, stage and reason. */
export async function countEndings(ctx: Context, cohortIds: readonly Id<'cohort'>[]): Promise<Ending[]> {
  if (cohortIds.length === 0) return []
  const { rows } = await ctx.db.execute<Ending & Record<string, unknown>>(sql`${personsOf(cohortIds, null)},
  ${LEAVERS}
  select p.cohort_id as "cohortId",
    case when p.s6 then 6 when p.s5_at is not null then 5 when p.s4 is not null then 4 when p.s3 then 3 when p.s2 then 2
      when p.s1 then 1 else 0 end as furthest,
    l.reason,
    coalesce((p.s5_at at time zone 'UTC')::date <= c.ends_on + 180, false) as "isDeployed",
    count(*)::int as people
  from persons p join cohorts c on c.id = p.cohort_id left join leavers l on l.root = p.root
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`)
  return rows
}

/** When each person of a frozen cohort first reached a stage, and the day on which those who left did. */
export async function listTimes(
  ctx: Context,
  cohortId: Id<'cohort'>,
  stage: Stage,
): Promise<{ reachedAt: Date | null; leftOn: string | null }[]> {
  const { rows } = await ctx.db.execute<{
    reachedAt: string | null
    leftOn: string | null
  }>(sql`${personsOf([cohortId], null)},
  ${LEAVERS},
  firsts as (
    select m.root, min(s.occurred_at) as at
    from members m join stage_events s on s.enrolment_id = m.enrolment_id and s.stage = ${stage} and s.effect = 'reached'
      and not exists (select 1 from stage_events k where k.corrects = s.id)
    group by 1
  )
  select f.at as "reachedAt", l.starts_on::text as "leftOn"
  from roster r left join firsts f on f.root = r.root left join leavers l on l.root = r.root`)
  return rows.map(({ reachedAt, leftOn }) => ({ reachedAt: reachedAt === null ? null : new Date(reachedAt), leftOn }))
}
