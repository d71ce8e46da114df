import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { assignments, enrolments, gradeHolds } from './schema.ts'

type GradeHold = typeof gradeHolds.$inferSelect

/** False when the grades of this activity wait in this cohort already, or the id is taken. */
export async function insertHold(ctx: Context, hold: typeof gradeHolds.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(gradeHolds).values(hold).onConflictDoNothing().returning({ id: gradeHolds.id })
  return rows.length > 0
}

export async function selectOptionalHold(ctx: Context, id: Id<'gradeHold'>): Promise<GradeHold | null> {
  const [row] = await ctx.db.select().from(gradeHolds).where(eq(gradeHolds.id, id))
  return row ?? null
}

/** False when it was released before. */
export async function endHold(ctx: Context, id: Id<'gradeHold'>, releasedBy: Id<'person'>): Promise<boolean> {
  const rows = await ctx.db
    .update(gradeHolds)
    .set({ releasedAt: ctx.now, releasedBy })
    .where(and(eq(gradeHolds.id, id), isNull(gradeHolds.releasedAt)))
    .returning({ id: gradeHolds.id })
  return rows.length > 0
}

/** What waits in cohorts now. */
export async function listHoldsIn(ctx: Context, cohortIds: readonly Id<'cohort'>[]): Promise<GradeHold[]> {
  if (cohortIds.length === 0) return []
  return ctx.db
    .select()
    .from(gradeHolds)
    .where(and(inArray(gradeHolds.cohortId, [...cohortIds]), isNull(gradeHolds.releasedAt)))
}

/** What waits now for somebody, by the cohorts they are or were in. */
export async function listHoldsOver(
  ctx: Context,
  learnerId: Id<'person'>,
): Promise<{ activityId: Id<'activity'>; heldAt: Date }[]> {
  return ctx.db
    .select({ activityId: gradeHolds.activityId, heldAt: gradeHolds.heldAt })
    .from(gradeHolds)
    .innerJoin(enrolments, eq(enrolments.cohortId, gradeHolds.cohortId))
    .where(and(eq(enrolments.learnerId, learnerId), isNull(gradeHolds.releasedAt)))
}

export async function listInstructorsOf(ctx: Context, cohortId: Id<'cohort'>): Promise<Id<'person'>[]> {
  const isTeaching = and(eq(assignments.kind, 'instructor'), isNull(assignments.endedAt))
  const rows = await ctx.db
    .select({ personId: assignments.personId })
    .from(assignments)
    .where(and(eq(assignments.cohortId, cohortId), isTeaching))
  return rows.map(({ personId }) => personId)
}
