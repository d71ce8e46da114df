import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { egressAttempts, egressDestinations } from '../platform/schema.ts'

export interface Queues {
  jobsWaiting: number
  jobsFailed: number
  oldestJobSeconds: number | null
  gradingWaiting: number
  auditPending: number
}

/** Depth and age of every queue; failed jobs are those whose tries are used up. */
export async function readQueues(ctx: Context): Promise<Queues> {
  const { rows } = await ctx.db.execute<Record<string, string | null>>(sql`
    select
      (select count(*) from graphile_worker.jobs where attempts < max_attempts) as jobs_waiting,
      (select count(*) from graphile_worker.jobs where attempts >= max_attempts) as jobs_failed,
      (select extract(epoch from ${ctx.now}::timestamptz - min(run_at)) from graphile_worker.jobs where attempts < max_attempts and run_at <= ${ctx.now}) as oldest,
      (select count(*) from grading_jobs where finished_at is null) as grading_waiting,
      (select count(*) from audit_pending) as audit_pending`)
  const row = rows[0]!
  return {
    jobsWaiting: Number(row.jobs_waiting),
    jobsFailed: Number(row.jobs_failed),
    oldestJobSeconds: row.oldest === null || row.oldest === undefined ? null : Math.round(Number(row.oldest)),
    gradingWaiting: Number(row.grading_waiting),
    auditPending: Number(row.audit_pending),
  }
}

export async function listDestinations(ctx: Context) {
  return ctx.db
    .select()
    .from(egressDestinations)
    .where(isNull(egressDestinations.endedAt))
    .orderBy(egressDestinations.host, egressDestinations.port)
}

export async function listAttempts(ctx: Context) {
  return ctx.db.select().from(egressAttempts).orderBy(desc(egressAttempts.at)).limit(100)
}

/** False when it is allowed already, under this id or another. */
export async function insertDestination(
  ctx: Context,
  input: { destinationId: string; host: string; port: number; purpose: 'mail'; reason: string; owner: string },
): Promise<boolean> {
  const { destinationId, ...rest } = input
  const row = { ...rest, id: destinationId as Id<'egressDestination'>, addedAt: ctx.now }
  const rows = await ctx.db.insert(egressDestinations).values(row).onConflictDoNothing().returning()
  return rows.length > 0
}

export async function endDestinationRow(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .update(egressDestinations)
    .set({ endedAt: ctx.now })
    .where(and(eq(egressDestinations.id, id as Id<'egressDestination'>), isNull(egressDestinations.endedAt)))
    .returning()
  return rows.length > 0
}
