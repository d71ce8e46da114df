import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { programmes } from '../catalog/schema.ts'
import { cohortBaselines, cohorts, enrolments } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { stageEvents } from './schema.ts'

export type StageEvent = typeof stageEvents.$inferSelect

export async function insertStageEvent(ctx: Context, event: StageEvent): Promise<void> {
  await ctx.db.insert(stageEvents).values(event).onConflictDoNothing()
}

export async function selectOptionalCohortOf(ctx: Context, enrolmentId: Id<'enrolment'>): Promise<Id<'cohort'> | null> {
  const [row] = await ctx.db
    .select({ cohortId: enrolments.cohortId })
    .from(enrolments)
    .where(eq(enrolments.id, enrolmentId))
  return row?.cohortId ?? null
}

export async function listEnrolmentsWithProgramme(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({
      enrolmentId: enrolments.id,
      cohortId: enrolments.cohortId,
      programmeId: cohorts.programmeId,
      roles: sql<string[]>`${programmes.definition}->'roles'`,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(and(eq(enrolments.learnerId, learnerId), isNull(enrolments.withdrawnAt)))
}

/** Facts of cohorts in the order they happened; a fact that a later one corrects is left out. */
export async function listStageEvents(ctx: Context, cohortIds: readonly Id<'cohort'>[]): Promise<StageEvent[]> {
  if (cohortIds.length === 0) return []
  return ctx.db
    .select()
    .from(stageEvents)
    .where(
      and(
        inArray(stageEvents.cohortId, [...cohortIds]),
        sql`not exists (select 1 from stage_events c where c.corrects = ${stageEvents.id})`,
      ),
    )
    .orderBy(asc(stageEvents.occurredAt), asc(stageEvents.id))
}

export async function listFrozenCohorts(ctx: Context) {
  return ctx.db
    .select({
      cohortId: cohorts.id,
      programmeId: cohorts.programmeId,
      enrolmentIds: cohortBaselines.enrolmentIds,
      frozenAt: cohortBaselines.frozenAt,
    })
    .from(cohortBaselines)
    .innerJoin(cohorts, eq(cohorts.id, cohortBaselines.cohortId))
}
