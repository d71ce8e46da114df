import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { organisations, people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
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

export async function insertCohort(ctx: Context, cohort: typeof cohorts.$inferInsert): Promise<void> {
  await ctx.db.insert(cohorts).values(cohort)
}

export async function insertEnrolment(ctx: Context, enrolment: typeof enrolments.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(enrolments).values(enrolment).onConflictDoNothing().returning({ id: enrolments.id })
  return rows.length > 0
}

export async function listRoster(ctx: Context, cohortId: Id<'cohort'>) {
  return ctx.db
    .select({
      enrolmentId: enrolments.id,
      learnerId: enrolments.learnerId,
      name: people.name,
      enrolledAt: enrolments.enrolledAt,
      withdrawnAt: enrolments.withdrawnAt,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .where(eq(enrolments.cohortId, cohortId))
    .orderBy(asc(people.name), asc(enrolments.id))
}

export async function listEnrolmentsOf(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({ enrolmentId: enrolments.id, cohort: cohorts, partnerNames: organisations.names })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(organisations, eq(organisations.id, cohorts.partnerId))
    .where(and(eq(enrolments.learnerId, learnerId), isNull(enrolments.withdrawnAt)))
    .orderBy(asc(enrolments.enrolledAt))
}

export async function selectOptionalBaseline(ctx: Context, cohortId: Id<'cohort'>) {
  const [row] = await ctx.db.select().from(cohortBaselines).where(eq(cohortBaselines.cohortId, cohortId))
  return row ?? null
}

export async function insertBaseline(ctx: Context, baseline: typeof cohortBaselines.$inferInsert): Promise<void> {
  await ctx.db.insert(cohortBaselines).values(baseline)
}

export async function insertAssignment(ctx: Context, assignment: typeof assignments.$inferInsert): Promise<void> {
  await ctx.db.insert(assignments).values(assignment).onConflictDoNothing()
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
