import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { cohorts, enrolmentEvents, enrolmentNotes, enrolments, rosterImports } from './schema.ts'

export type Enrolment = typeof enrolments.$inferSelect
export type EnrolmentEvent = typeof enrolmentEvents.$inferSelect

/** Everybody ever on a roster, by the name the roster knows, with their address. */
export async function listRosterPeople(ctx: Context, cohortId: Id<'cohort'>) {
  return ctx.db
    .select({
      enrolment: enrolments,
      name: sql<string>`coalesce(${enrolments.rosterName}, ${people.name})`,
      email: people.email,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .where(eq(enrolments.cohortId, cohortId))
    .orderBy(sql`coalesce(${enrolments.rosterName}, ${people.name})`, asc(enrolments.id))
}

export async function listEventsOfCohort(ctx: Context, cohortId: Id<'cohort'>): Promise<EnrolmentEvent[]> {
  return ctx.db
    .select()
    .from(enrolmentEvents)
    .where(eq(enrolmentEvents.cohortId, cohortId))
    .orderBy(asc(enrolmentEvents.recordedAt), asc(enrolmentEvents.id))
}

/** What happened to an enrolment, with notes and the names of who wrote it down. */
export async function listHistory(ctx: Context, enrolmentId: Id<'enrolment'>) {
  return ctx.db
    .select({ event: enrolmentEvents, note: enrolmentNotes.text, recordedByName: people.name })
    .from(enrolmentEvents)
    .leftJoin(enrolmentNotes, eq(enrolmentNotes.eventId, enrolmentEvents.id))
    .leftJoin(people, sql`${people.id}::text = ${enrolmentEvents.recordedBy}`)
    .where(eq(enrolmentEvents.enrolmentId, enrolmentId))
    .orderBy(asc(enrolmentEvents.recordedAt), asc(enrolmentEvents.id))
}

export async function listEvents(ctx: Context, enrolmentId: Id<'enrolment'>): Promise<EnrolmentEvent[]> {
  return ctx.db
    .select()
    .from(enrolmentEvents)
    .where(eq(enrolmentEvents.enrolmentId, enrolmentId))
    .orderBy(asc(enrolmentEvents.recordedAt), asc(enrolmentEvents.id))
}

/** An enrolment, its cohort and what the roster calls the learner. @throws AppError `not_found` */
export async function selectEnrolment(ctx: Context, id: Id<'enrolment'>) {
  const [row] = await ctx.db
    .select({
      enrolment: enrolments,
      cohort: cohorts,
      name: sql<string>`coalesce(${enrolments.rosterName}, ${people.name})`,
      email: people.email,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .where(eq(enrolments.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` */
export async function lockEnrolment(ctx: Context, id: Id<'enrolment'>): Promise<Enrolment> {
  const [row] = await ctx.db.select().from(enrolments).where(eq(enrolments.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function lockOptionalEnrolmentIn(
  ctx: Context,
  cohortId: Id<'cohort'>,
  learnerId: Id<'person'>,
): Promise<Enrolment | null> {
  const [row] = await ctx.db
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.cohortId, cohortId), eq(enrolments.learnerId, learnerId)))
    .for('update')
  return row ?? null
}

export async function updateEnrolment(
  ctx: Context,
  id: Id<'enrolment'>,
  set: Partial<typeof enrolments.$inferInsert>,
): Promise<void> {
  await ctx.db.update(enrolments).set(set).where(eq(enrolments.id, id))
}

export async function selectOptionalEvent(ctx: Context, id: Id<'enrolmentEvent'>): Promise<EnrolmentEvent | null> {
  const [row] = await ctx.db.select().from(enrolmentEvents).where(eq(enrolmentEvents.id, id))
  return row ?? null
}

export async function insertEvent(ctx: Context, event: EnrolmentEvent, note: string): Promise<void> {
  await ctx.db.insert(enrolmentEvents).values(event)
  if (note) await ctx.db.insert(enrolmentNotes).values({ eventId: event.id, text: note })
}

/** Which of these people somebody already looks after through another cohort in their scope. */
export async function listEnrolledAmong(
  ctx: Context,
  scope: Scope,
  learnerIds: readonly Id<'person'>[],
): Promise<Id<'person'>[]> {
  if (learnerIds.length === 0 || (scope.kind !== 'organisations' && scope.kind !== 'partners')) return []
  const side = scope.kind === 'organisations' ? cohorts.ownerId : cohorts.partnerId
  const rows = await ctx.db
    .selectDistinct({ learnerId: enrolments.learnerId })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(inArray(enrolments.learnerId, [...learnerIds]), inArray(side, scope.organisationIds)))
  return rows.map((row) => row.learnerId)
}

export async function selectOptionalImport(ctx: Context, id: Id<'rosterImport'>) {
  const [row] = await ctx.db.select().from(rosterImports).where(eq(rosterImports.id, id))
  return row ?? null
}

export async function insertImport(ctx: Context, row: typeof rosterImports.$inferInsert): Promise<void> {
  await ctx.db.insert(rosterImports).values(row)
}

export async function markImportUndone(ctx: Context, id: Id<'rosterImport'>): Promise<void> {
  await ctx.db.update(rosterImports).set({ undoneAt: ctx.now }).where(eq(rosterImports.id, id))
}

/** Imports of a cohort, newest first, with how many of their people have begun to work or were changed since. */
export async function listImports(ctx: Context, cohortId: Id<'cohort'>) {
  return ctx.db
    .select({
      importId: rosterImports.id,
      enrolled: rosterImports.enrolled,
      leftOut: rosterImports.leftOut,
      importedAt: rosterImports.importedAt,
      undoneAt: rosterImports.undoneAt,
      worked: sql<number>`(select count(*)::int from ${enrolments} e where e.import_id = roster_imports.id and e.worked_at is not null)`,
      changed: sql<number>`(select count(*)::int from ${enrolments} e where e.import_id = roster_imports.id
        and exists (select 1 from ${enrolmentEvents} v where v.enrolment_id = e.id))`,
    })
    .from(rosterImports)
    .where(eq(rosterImports.cohortId, cohortId))
    .orderBy(desc(rosterImports.importedAt), desc(rosterImports.id))
}

/** The enrolments an import made, locked: nobody begins to work in one while it is being undone. */
export async function lockEnrolmentsOfImport(ctx: Context, id: Id<'rosterImport'>): Promise<Enrolment[]> {
  return ctx.db.select().from(enrolments).where(eq(enrolments.importId, id)).orderBy(asc(enrolments.id)).for('update')
}

export async function countChanged(ctx: Context, ids: readonly Id<'enrolment'>[]): Promise<number> {
  if (ids.length === 0) return 0
  return ctx.db.$count(enrolmentEvents, inArray(enrolmentEvents.enrolmentId, [...ids]))
}

export async function deleteEnrolments(ctx: Context, ids: readonly Id<'enrolment'>[]): Promise<void> {
  if (ids.length > 0) await ctx.db.delete(enrolments).where(inArray(enrolments.id, [...ids]))
}

/** Those of `people` who are on no roster at all. */
export async function listUnenrolled(ctx: Context, personIds: readonly Id<'person'>[]): Promise<Id<'person'>[]> {
  if (personIds.length === 0) return []
  const rows = await ctx.db
    .select({ id: people.id })
    .from(people)
    .leftJoin(enrolments, eq(enrolments.learnerId, people.id))
    .where(and(inArray(people.id, [...personIds]), isNull(enrolments.id)))
  return rows.map((row) => row.id)
}

export async function markWorked(ctx: Context, id: Id<'enrolment'>): Promise<void> {
  await ctx.db
    .update(enrolments)
    .set({ workedAt: ctx.now })
    .where(and(eq(enrolments.id, id), isNull(enrolments.workedAt)))
}
