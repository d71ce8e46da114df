import { sql } from 'drizzle-orm'
import type { Context } from './context.ts'

/** The name under which `task` waits when a connection of `lane` queued it. */
export const taskInLane = (lane: string, task: string) => `${lane}:${task}`

/**
 * Adds a job to the transaction of `ctx`. The same `key` replaces a waiting job, so that a repeated cause is one job.
 * Handlers must be safe to run twice.
 */
export async function enqueue(
  ctx: Context,
  task: string,
  payload: Record<string, unknown>,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await ctx.db.execute(
    sql`select terakoya_enqueue(${task}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.runAt ?? null})`,
  )
}
