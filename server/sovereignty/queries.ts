import { sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'

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
