import type { Context } from './context.ts'

const RETRYABLE = new Set(['40001', '40P01'])

function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? sqlState(error.cause) : undefined
}

/**
 * Runs `work` with a context whose db is the transaction; deadlocks and serialisation failures are tried again.
 * No network, sandbox or file system inside: audit rows and jobs are rows and belong here.
 */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.transaction((tx) => work({ ...ctx, db: tx }))
    } catch (error) {
      if (attempt >= 4 || !RETRYABLE.has(sqlState(error) ?? '')) throw error
    }
  }
}
