import { count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { auditBatches, auditKeys } from './schema.ts'

export type AuditKey = typeof auditKeys.$inferSelect

export async function insertAuditKey(ctx: Context, key: Pick<AuditKey, 'keyId' | 'publicKeyPem'>): Promise<void> {
  await ctx.db
    .insert(auditKeys)
    .values({ ...key, addedAt: ctx.now })
    .onConflictDoNothing()
}

export async function listAuditKeys(ctx: Context): Promise<AuditKey[]> {
  return ctx.db.select().from(auditKeys).orderBy(desc(auditKeys.addedAt))
}

/** How many batches of the chain each key signed. */
export async function countBatchesByKey(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ keyId: auditBatches.keyId, count: count() })
    .from(auditBatches)
    .groupBy(auditBatches.keyId)
  return new Map(rows.map((row) => [row.keyId, row.count]))
}

export async function selectOptionalActiveAuditKey(ctx: Context): Promise<AuditKey | null> {
  const [row] = await ctx.db
    .select()
    .from(auditKeys)
    .where(isNull(auditKeys.retiredAt))
    .orderBy(desc(auditKeys.addedAt))
    .limit(1)
  return row ?? null
}

/** Whoever signs shares this lock until their transaction ends; whoever changes the key waits for them. */
export async function shareAuditKey(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock_shared(hashtext('terakoya/audit-key'))`)
}

export async function lockAuditKey(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('terakoya/audit-key'))`)
}

export async function retireAuditKeys(ctx: Context, at: Date): Promise<void> {
  await ctx.db.update(auditKeys).set({ retiredAt: at }).where(isNull(auditKeys.retiredAt))
}

/** The earliest time that anybody named stands. */
export async function markAuditKeyCompromised(ctx: Context, keyId: string, since: Date): Promise<boolean> {
  const rows = await ctx.db
    .update(auditKeys)
    .set({ compromisedAt: sql`least(${auditKeys.compromisedAt}, ${since.toISOString()}::timestamptz)` })
    .where(eq(auditKeys.keyId, keyId))
    .returning({ keyId: auditKeys.keyId })
  return rows.length > 0
}
