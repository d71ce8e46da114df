import { sql } from 'drizzle-orm'
import type pg from 'pg'
import type { Context } from '../context.ts'

const KEY = sql.raw("hashtext('terakoya/past')")

/** Says that a past is being written beside the site, until this process ends or what is returned is called. */
export async function holdPast(pool: pg.Pool): Promise<() => void> {
  const client = await pool.connect()
  await client.query("select pg_advisory_lock(hashtext('terakoya/past'))")
  // Closing the connection gives the lock back.
  return () => client.release(true)
}

/** Whether a past is being written: what looks at the calendar then waits for its next turn, so that it is of one time. */
export async function isPastBeingWritten(ctx: Context): Promise<boolean> {
  const { rows } = await ctx.db.execute<{ isFree: boolean }>(
    sql`select pg_try_advisory_xact_lock_shared(${KEY}) as "isFree"`,
  )
  return !rows[0]!.isFree
}
