import { sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'

export interface TaskQueue {
  task: string
  /** Due, and not yet begun. */
  waiting: number
  running: number
  /** Not due yet. */
  later: number
  failed: number
  oldestSeconds: number | null
}

export interface FailedJob {
  jobId: string
  task: string
  attempts: number
  failedAt: Date
  lastError: string | null
}

/** What waits, runs and was given up, by task. A payload is never read. */
export async function listTaskQueues(ctx: Context): Promise<TaskQueue[]> {
  const { rows } = await ctx.db.execute<Record<string, string | null>>(sql`
    select task_identifier as task,
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= ${ctx.now}) as waiting,
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at > ${ctx.now}) as later,
      count(*) filter (where locked_at is null and attempts >= max_attempts) as failed,
      extract(epoch from ${ctx.now}::timestamptz - min(run_at)
        filter (where locked_at is null and attempts < max_attempts and run_at <= ${ctx.now})) as oldest
    from graphile_worker.jobs group by 1 order by 1`)
  return rows.map(({ task, waiting, running, later, failed, oldest }) => ({
    ...{ task: task!, waiting: Number(waiting), running: Number(running), later: Number(later) },
    ...{ failed: Number(failed), oldestSeconds: oldest == null ? null : Math.round(Number(oldest)) },
  }))
}

export async function listFailedJobs(ctx: Context, limit: number): Promise<FailedJob[]> {
  const { rows } = await ctx.db.execute<Record<string, string | null>>(sql`
    select id, task_identifier as task, attempts, updated_at as failed_at, last_error
    from graphile_worker.jobs where locked_at is null and attempts >= max_attempts
    order by updated_at desc limit ${limit}`)
  return rows.map(({ id, task, attempts, failed_at, last_error }) => ({
    ...{ jobId: String(id), task: task!, attempts: Number(attempts), failedAt: new Date(failed_at!) },
    lastError: last_error ?? null,
  }))
}

/** The task of a job that was given up; it stays so until the transaction ends. */
export async function lockOptionalFailedTask(ctx: Context, jobId: string): Promise<string | null> {
  const { rows } = await ctx.db.execute<{ task: string }>(sql`
    select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.id = ${jobId}::bigint and j.locked_at is null and j.attempts >= j.max_attempts for update of j`)
  return rows[0]?.task ?? null
}

/** Gives a job all its tries again, from now on. */
export async function rescheduleJob(ctx: Context, jobId: string): Promise<void> {
  await ctx.db.execute(
    sql`select graphile_worker.reschedule_jobs(array[${jobId}::bigint], run_at => ${ctx.now}, attempts => 0)`,
  )
}

export async function removeJob(ctx: Context, jobId: string): Promise<void> {
  await ctx.db.execute(sql`select graphile_worker.complete_jobs(array[${jobId}::bigint])`)
}

export interface GradingQueue {
  waiting: number
  running: number
  oldestSeconds: number | null
  /** Of the last seven days: tried three times and not graded, through our fault. */
  ungradable: number
}

export async function readGradingQueue(ctx: Context): Promise<GradingQueue> {
  const week = new Date(ctx.now.getTime() - 7 * 86_400_000)
  const { rows } = await ctx.db.execute<Record<string, string | null>>(sql`
    select
      count(*) filter (where finished_at is null and (lease_expires_at is null or lease_expires_at <= ${ctx.now})) as waiting,
      count(*) filter (where finished_at is null and lease_expires_at > ${ctx.now}) as running,
      extract(epoch from ${ctx.now}::timestamptz - min(queued_at)
        filter (where finished_at is null and (lease_expires_at is null or lease_expires_at <= ${ctx.now}))) as oldest,
      count(*) filter (where outcome = 'ungradable' and finished_at > ${week}) as ungradable
    from grading_jobs where finished_at is null or finished_at > ${week}`)
  const row = rows[0]!
  return {
    ...{ waiting: Number(row.waiting), running: Number(row.running), ungradable: Number(row.ungradable) },
    oldestSeconds: row.oldest == null ? null : Math.round(Number(row.oldest)),
  }
}

export interface DatabaseState {
  version: string
  bytes: number
  connections: number
  maxConnections: number
}

export async function readDatabase(ctx: Context): Promise<DatabaseState> {
  const { rows } = await ctx.db.execute<Record<string, string>>(sql`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      (select count(*) from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections') as max_connections`)
  const { version, bytes, connections, max_connections } = rows[0]!
  return {
    ...{ version: version!.split(' ')[0]!, bytes: Number(bytes) },
    ...{ connections: Number(connections), maxConnections: Number(max_connections) },
  }
}
