import { and, asc, count, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { memberships, organisations, people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { prepared } from '../platform/db/prepared.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { assignments, cohortBaselines, cohorts, enrolments } from './schema.ts'

export type Cohort = typeof cohorts.$inferSelect

function within(scope: Scope) {
  if (scope.kind === 'organisations') return inArray(cohorts.ownerId, scope.organisationIds)
  if (scope.kind === 'partners') return inArray(cohorts.partnerId, scope.organisationIds)
  if (scope.kind === 'assigned') {
    return sql`exists (select 1 from ${assignments} where ${assignments.cohortId} = ${cohorts.id}
      and ${assignments.personId} = ${scope.personId} and ${assignments.endedAt} is null)`
  }
  return scope.kind === 'site' ? sql`true` : sql`false`
}

export async function listCohortsIn(ctx: Context, scope: Scope) {
  return ctx.db
    .select({
      cohort: cohorts,
      partnerNames: organisations.names,
      frozenAt: cohortBaselines.frozenAt,
      rosterDigest: cohortBaselines.rosterDigest,
    })
    .from(cohorts)
    .innerJoin(organisations, eq(organisations.id, cohorts.partnerId))
    .leftJoin(cohortBaselines, eq(cohortBaselines.cohortId, cohorts.id))
    .where(within(scope))
    .orderBy(asc(cohorts.startsOn), asc(cohorts.id))
}

/** @throws AppError `not_found` outside the scope */
export async function selectCohortIn(ctx: Context, scope: Scope, id: Id<'cohort'>) {
  const [row] = await ctx.db
    .select({
      cohort: cohorts,
      partnerNames: organisations.names,
      frozenAt: cohortBaselines.frozenAt,
      rosterDigest: cohortBaselines.rosterDigest,
    })
    .from(cohorts)
    .innerJoin(organisations, eq(organisations.id, cohorts.partnerId))
    .leftJoin(cohortBaselines, eq(cohortBaselines.cohortId, cohorts.id))
    .where(and(eq(cohorts.id, id), within(scope)))
  if (!row) throw new AppError('not_found')
  return row
}

export async function lockCohort(ctx: Context, id: Id<'cohort'>): Promise<Cohort> {
  const [row] = await ctx.db.select().from(cohorts).where(eq(cohorts.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` */
export async function selectCohort(ctx: Context, id: Id<'cohort'>): Promise<Cohort> {
  const cohort = await selectOptionalCohort(ctx, id)
  if (!cohort) throw new AppError('not_found')
  return cohort
}

export async function selectOptionalCohort(ctx: Context, id: Id<'cohort'>): Promise<Cohort | null> {
  const [row] = await ctx.db.select().from(cohorts).where(eq(cohorts.id, id))
  return row ?? null
}

/** False when the id is taken. */
export async function insertCohort(ctx: Context, cohort: typeof cohorts.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(cohorts).values(cohort).onConflictDoNothing().returning({ id: cohorts.id })
  return rows.length > 0
}

export async function updateCohort(
  ctx: Context,
  id: Id<'cohort'>,
  set: Partial<typeof cohorts.$inferInsert>,
): Promise<void> {
  await ctx.db.update(cohorts).set(set).where(eq(cohorts.id, id))
}

/** Unfrozen cohorts whose day has come and that hold somebody. */
export async function listCohortsDue(ctx: Context): Promise<Id<'cohort'>[]> {
  const rows = await ctx.db
    .select({ id: cohorts.id })
    .from(cohorts)
    .where(
      and(
        lte(cohorts.freezesAt, ctx.now),
        sql`not exists (select 1 from ${cohortBaselines} b where b.cohort_id = ${cohorts.id})`,
        sql`exists (select 1 from ${enrolments} e where e.cohort_id = ${cohorts.id} and e.withdrawn_at is null)`,
      ),
    )
    .orderBy(asc(cohorts.id))
  return rows.map((row) => row.id)
}

/** Enrolments that are new; who is on the roster already is left as they are. */
export async function insertEnrolments(
  ctx: Context,
  rows: readonly (typeof enrolments.$inferInsert)[],
): Promise<Id<'enrolment'>[]> {
  if (rows.length === 0) return []
  const inserted = await ctx.db
    .insert(enrolments)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: enrolments.id })
  return inserted.map((row) => row.id)
}

export async function countRoster(ctx: Context, cohortId: Id<'cohort'>): Promise<number> {
  return ctx.db.$count(enrolments, eq(enrolments.cohortId, cohortId))
}

/** How many are on the rosters of cohorts today. */
export async function countRosters(ctx: Context, cohortIds: readonly Id<'cohort'>[]): Promise<Map<string, number>> {
  if (cohortIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ cohortId: enrolments.cohortId, people: count() })
    .from(enrolments)
    .where(and(inArray(enrolments.cohortId, [...cohortIds]), isNull(enrolments.withdrawnAt)))
    .groupBy(enrolments.cohortId)
  return new Map(rows.map(({ cohortId, people }) => [cohortId, people]))
}

export async function listRoster(ctx: Context, cohortId: Id<'cohort'>) {
  return ctx.db
    .select({
      enrolmentId: enrolments.id,
      learnerId: enrolments.learnerId,
      name: sql<string>`coalesce(${enrolments.rosterName}, ${people.name})`,
      enrolledAt: enrolments.enrolledAt,
      withdrawnAt: enrolments.withdrawnAt,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .where(eq(enrolments.cohortId, cohortId))
    .orderBy(sql`coalesce(${enrolments.rosterName}, ${people.name})`, asc(enrolments.id))
}

/** Whose the enrolments are. */
export async function listLearnersOf(ctx: Context, enrolmentIds: readonly Id<'enrolment'>[]) {
  if (enrolmentIds.length === 0) return []
  return ctx.db
    .select({ enrolmentId: enrolments.id, learnerId: enrolments.learnerId })
    .from(enrolments)
    .where(inArray(enrolments.id, [...enrolmentIds]))
}

const enrolmentsOf = prepared('enrolments', (db) =>
  db
    .select({
      enrolmentId: enrolments.id,
      cohort: cohorts,
      partnerNames: organisations.names,
      isAccepted: sql<boolean>`(${enrolments.transferredFrom} is not null or exists (select 1 from ${memberships} m
        where m.person_id = ${enrolments.learnerId} and m.organisation_id = ${cohorts.partnerId} and m.ended_at is null))`,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(organisations, eq(organisations.id, cohorts.partnerId))
    .where(and(eq(enrolments.learnerId, sql.placeholder('learnerId')), isNull(enrolments.withdrawnAt)))
    .orderBy(asc(enrolments.enrolledAt)),
)

export async function listEnrolmentsOf(ctx: Context, learnerId: Id<'person'>) {
  return enrolmentsOf(ctx, { learnerId })
}

/**
 * Enrolments that take a learner's work: a roster names anybody whose address its partner knows, so the learner has to
 * have joined that partner, or to have been moved there by whoever owns the programme.
 */
export async function listAcceptedEnrolmentsOf(ctx: Context, learnerId: Id<'person'>) {
  return (await listEnrolmentsOf(ctx, learnerId)).filter(({ isAccepted }) => isAccepted)
}

/** The partner that delivers the cohort of an enrolment. @throws AppError `not_found` */
export async function selectPartnerOf(ctx: Context, enrolmentId: Id<'enrolment'>): Promise<Id<'organisation'>> {
  const [row] = await ctx.db
    .select({ partnerId: cohorts.partnerId })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(eq(enrolments.id, enrolmentId))
  if (!row) throw new AppError('not_found')
  return row.partnerId
}

export async function selectOptionalBaseline(ctx: Context, cohortId: Id<'cohort'>) {
  const [row] = await ctx.db.select().from(cohortBaselines).where(eq(cohortBaselines.cohortId, cohortId))
  return row ?? null
}

export async function insertBaseline(ctx: Context, baseline: typeof cohortBaselines.$inferInsert): Promise<void> {
  await ctx.db.insert(cohortBaselines).values(baseline)
}

/** False when the person is assigned so already. */
export async function insertAssignment(ctx: Context, assignment: typeof assignments.$inferInsert): Promise<boolean> {
  const rows = await ctx.db
    .insert(assignments)
    .values(assignment)
    .onConflictDoNothing()
    .returning({ id: assignments.id })
  return rows.length > 0
}

/** @throws AppError `not_found` */
export async function lockAssignment(ctx: Context, id: string) {
  const [row] = await ctx.db.select().from(assignments).where(eq(assignments.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function endAssignment(ctx: Context, id: string): Promise<void> {
  await ctx.db.update(assignments).set({ endedAt: ctx.now }).where(eq(assignments.id, id))
}

/** Who is or was assigned to a cohort: those of today first. */
export async function listTeam(ctx: Context, cohortId: Id<'cohort'>) {
  return ctx.db
    .select({
      assignmentId: assignments.id,
      personId: assignments.personId,
      name: people.name,
      kind: assignments.kind,
      assignedAt: assignments.assignedAt,
      endedAt: assignments.endedAt,
    })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(eq(assignments.cohortId, cohortId))
    .orderBy(sql`${assignments.endedAt} desc nulls first`, asc(assignments.kind), asc(people.name))
}

/** Organisations whose people may be assigned: the owner, and every partner that delivers for it. */
export async function listPartnersOf(ctx: Context, ownerId: Id<'organisation'>): Promise<Id<'organisation'>[]> {
  const rows = await ctx.db
    .selectDistinct({ partnerId: cohorts.partnerId })
    .from(cohorts)
    .where(eq(cohorts.ownerId, ownerId))
  return rows.map((row) => row.partnerId)
}

/** Cohorts to which a person is assigned as `kind`, today. */
export async function listAssignedCohorts(
  ctx: Context,
  personId: Id<'person'>,
  kind: 'instructor' | 'proctor' | 'assessor',
) {
  const rows = await ctx.db
    .select({ cohortId: assignments.cohortId })
    .from(assignments)
    .where(and(eq(assignments.personId, personId), eq(assignments.kind, kind), isNull(assignments.endedAt)))
  return rows.map((row) => row.cohortId)
}
