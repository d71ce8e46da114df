import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from './context.ts'
import { AppError } from './errors.ts'
import { newId } from './ids.ts'
import { type EgressPurpose, egressAttempts, egressDestinations } from './schema.ts'

export interface Destination {
  host: string
  port: number
  purpose: EgressPurpose
}

async function log(ctx: Context, to: Destination, outcome: 'refused' | 'allowed' | 'failed'): Promise<void> {
  await ctx.db.insert(egressAttempts).values({ id: newId(), at: new Date(), ...to, outcome })
}

/** Whether an operator allowed a destination for this purpose, and has not taken it back. */
export async function isAllowed(ctx: Context, { host, port, purpose }: Destination): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: egressDestinations.id })
    .from(egressDestinations)
    .where(
      and(
        eq(egressDestinations.host, host),
        eq(egressDestinations.port, port),
        eq(egressDestinations.purpose, purpose),
        isNull(egressDestinations.endedAt),
      ),
    )
  return rows.length > 0
}

/**
 * The only way out of this site: sends what `send` sends if an operator allowed its destination, and writes down that it
 * was tried. Call it outside a transaction, so that a refusal stays written.
 * @throws AppError `forbidden` (egressRefused) before anything is sent
 */
export async function throughEgress<T>(ctx: Context, to: Destination, send: () => Promise<T>): Promise<T> {
  const { host, port } = to
  if (!(await isAllowed(ctx, to))) {
    await log(ctx, to, 'refused')
    throw new AppError('forbidden', { reason: 'egressRefused', params: { destination: `${host}:${port}` } })
  }
  await log(ctx, to, 'allowed')
  try {
    return await send()
  } catch (error) {
    await log(ctx, to, 'failed')
    throw error
  }
}
