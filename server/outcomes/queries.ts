import { and, asc, eq, inArray, isNull, max, ne, sql } from 'drizzle-orm'
import { programmes } from '../catalog/schema.ts'
import { cohorts, enrolments } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { stageEvents } from './schema.ts'

export type StageEvent = typeof stageEvents.$inferSelect

const LEDGER = sql`hashtextextended('terakoya/ledger', 0)`
const CHUNK = 1000

/**
 * Appends facts; one that is there already is left as it is. Whoever appends shares the ledger until their transaction
 * ends, so that `holdLedger` sees every fact with a smaller place.
 */
export async function insertStageEvents(ctx: Context, events: readonly Omit<StageEvent, 'seq'>[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock_shared(${LEDGER})`)
    for (let from = 0; from < events.length; from += CHUNK) {
      await ctx.db
        .insert(stageEvents)
        .values(events.slice(from, from + CHUNK))
        .onConflictDoNothing()
    }
  })
}

/** Facts that rest on something, whatever was said of them later. */
export async function listStageEventsOn(ctx: Context, evidenceRef: string): Promise<StageEvent[]> {
  return ctx.db.select().from(stageEvents).where(eq(stageEvents.evidenceRef, evidenceRef))
}

/** Waits for those who append, and holds the ledger still until the transaction ends. Returns the last place in it. */
export async function holdLedger(ctx: Context): Promise<number> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${LEDGER})`)
  const [row] = await ctx.db.select({ last: max(stageEvents.seq) }).from(stageEvents)
  return row?.last ?? 0
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
        ne(stageEvents.effect, 'withdrawn'),
        sql`not exists (select 1 from stage_events c where c.corrects = ${stageEvents.id})`,
      ),
    )
    .orderBy(asc(stageEvents.occurredAt), asc(stageEvents.id))
}
