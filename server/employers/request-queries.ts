import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { organisations } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { employerRequests } from './schema.ts'

export type EmployerRequest = typeof employerRequests.$inferSelect

/** False when somebody with this address is waiting already. */
export async function insertRequest(ctx: Context, row: typeof employerRequests.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(employerRequests).values(row).onConflictDoNothing().returning()
  return rows.length > 0
}

/** @throws AppError `not_found` */
export async function lockRequest(ctx: Context, id: Id<'employerRequest'>): Promise<EmployerRequest> {
  const [row] = await ctx.db.select().from(employerRequests).where(eq(employerRequests.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function selectOptionalRequest(ctx: Context, id: Id<'employerRequest'>): Promise<EmployerRequest | null> {
  const [row] = await ctx.db.select().from(employerRequests).where(eq(employerRequests.id, id))
  return row ?? null
}

export async function updateDecision(
  ctx: Context,
  id: Id<'employerRequest'>,
  set: Pick<EmployerRequest, 'decision' | 'reason' | 'decidedAt' | 'decidedBy' | 'organisationId'>,
): Promise<void> {
  await ctx.db.update(employerRequests).set(set).where(eq(employerRequests.id, id))
}

/** Requests that wait, oldest first, each with how many organisations already have its English name. */
export async function listWaiting(ctx: Context) {
  return ctx.db
    .select({
      request: employerRequests,
      namesakes: sql<number>`(select count(*)::int from ${organisations} o
        where lower(o.names->>'en') = lower(employer_requests.name_en))`,
    })
    .from(employerRequests)
    .where(isNull(employerRequests.decidedAt))
    .orderBy(asc(employerRequests.requestedAt), asc(employerRequests.id))
    .limit(200)
}

export async function listDecided(ctx: Context): Promise<EmployerRequest[]> {
  return ctx.db
    .select()
    .from(employerRequests)
    .where(and(isNotNull(employerRequests.decidedAt)))
    .orderBy(desc(employerRequests.decidedAt))
    .limit(50)
}
