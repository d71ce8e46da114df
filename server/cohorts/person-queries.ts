import { eq, getTableColumns, inArray, or, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import {
  assignments,
  cohortBaselines,
  cohorts,
  enrolmentEvents,
  enrolmentNotes,
  enrolments,
  gradeHolds,
} from './schema.ts'

const enrolmentsOf = (ctx: Context, personId: Id<'person'>) =>
  ctx.db.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.learnerId, personId))

/** A person's enrolments with all that happened to them, and what they were assigned to; who may ask is for the caller. */
export async function exportOfCohorts(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const mine = enrolmentsOf(ctx, personId)
  const [enrolled, events, notes, assigned, frozen, holds] = await Promise.all([
    ctx.db
      .select({ ...getTableColumns(enrolments), cohortNames: cohorts.names, partnerId: cohorts.partnerId })
      .from(enrolments)
      .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
      .where(eq(enrolments.learnerId, personId)),
    ctx.db.select().from(enrolmentEvents).where(inArray(enrolmentEvents.enrolmentId, mine)),
    ctx.db
      .select(getTableColumns(enrolmentNotes))
      .from(enrolmentNotes)
      .innerJoin(enrolmentEvents, eq(enrolmentEvents.id, enrolmentNotes.eventId))
      .where(inArray(enrolmentEvents.enrolmentId, mine)),
    ctx.db.select().from(assignments).where(eq(assignments.personId, personId)),
    ctx.db
      .select({
        ...getTableColumns(cohortBaselines),
        enrolmentIds: sql<number>`cardinality(${cohortBaselines.enrolmentIds})`,
      })
      .from(cohortBaselines)
      .where(
        sql`exists (select 1 from ${enrolments} where ${enrolments.learnerId} = ${personId}
          and ${enrolments.id} = any(${cohortBaselines.enrolmentIds}))`,
      ),
    ctx.db
      .select()
      .from(gradeHolds)
      .where(
        or(
          sql`exists (select 1 from ${enrolments} where ${enrolments.learnerId} = ${personId}
            and ${enrolments.cohortId} = ${gradeHolds.cohortId})`,
          eq(gradeHolds.heldBy, personId),
          eq(gradeHolds.releasedBy, personId),
        ),
      ),
  ])
  return {
    enrolments: enrolled,
    enrolment_events: events,
    enrolment_notes: notes,
    assignments: assigned,
    grade_holds: holds,
    cohort_baselines: frozen.map(({ enrolmentIds, ...baseline }) => ({ ...baseline, enrolments: enrolmentIds })),
  }
}

/** Takes what rosters and notes say of a person; enrolments and what happened to them are facts of opaque ids. */
export async function eraseCohorts(ctx: Context, personId: Id<'person'>): Promise<void> {
  const events = ctx.db
    .select({ id: enrolmentEvents.id })
    .from(enrolmentEvents)
    .where(inArray(enrolmentEvents.enrolmentId, enrolmentsOf(ctx, personId)))
  await ctx.db.delete(enrolmentNotes).where(inArray(enrolmentNotes.eventId, events))
  await ctx.db.update(enrolments).set({ rosterName: null }).where(eq(enrolments.learnerId, personId))
  await ctx.db
    .update(assignments)
    .set({ endedAt: sql`coalesce(${assignments.endedAt}, ${ctx.now})` })
    .where(eq(assignments.personId, personId))
}
