import { sql } from 'drizzle-orm'
import type { Context } from './context.ts'
import { AppError } from './errors.ts'

/** Forgets windows that ended a day ago. */
export async function forgetOldWindows(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`delete from rate_limits where window_start < ${new Date(ctx.now.getTime() - 86_400_000)}`)
}

/**
 * Counts one use of `key` in a fixed window kept in the database, so that every web process sees the same count.
 * @throws AppError `rate_limited` with `seconds` until the window ends
 */
export async function limitRate(
  ctx: Context,
  key: string,
  rule: { max: number; windowSeconds: number },
): Promise<void> {
  const windowStart = new Date(Math.floor(ctx.now.getTime() / (rule.windowSeconds * 1000)) * rule.windowSeconds * 1000)
  const { rows } = await ctx.db.execute<{ count: number }>(sql`
    insert into rate_limits (key, window_start, count) values (${key}, ${windowStart}, 1)
    on conflict (key, window_start) do update set count = rate_limits.count + 1
    returning count`)
  if ((rows[0]?.count ?? 0) <= rule.max) return
  const seconds = Math.ceil((windowStart.getTime() + rule.windowSeconds * 1000 - ctx.now.getTime()) / 1000)
  throw new AppError('rate_limited', { reason: 'tooOften', params: { seconds } })
}
