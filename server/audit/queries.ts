import { asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { auditBatches, auditEvents, auditLinks, auditPending } from './schema.ts'

export type AuditEvent = typeof auditEvents.$inferSelect
export type AuditBatch = typeof auditBatches.$inferSelect
export type AuditLink = typeof auditLinks.$inferSelect

export async function insertAuditEvent(ctx: Context, event: Omit<AuditEvent, 'seq'>): Promise<void> {
  const [row] = await ctx.db.insert(auditEvents).values(event).returning({ seq: auditEvents.seq })
  await ctx.db.insert(auditPending).values({ seq: row!.seq })
}

/** Holds until the transaction ends, so that two workers never extend the chain at once. */
export async function lockChain(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('terakoya/audit-chain'))`)
}

export async function takePendingEvents(ctx: Context, limit: number): Promise<AuditEvent[]> {
  const { rows } = await ctx.db.execute<{ seq: string }>(sql`
    delete from audit_pending where seq in (select seq from audit_pending order by seq limit ${limit}) returning seq`)
  if (rows.length === 0) return []
  const seqs = rows.map((row) => Number(row.seq))
  return ctx.db.select().from(auditEvents).where(inArray(auditEvents.seq, seqs)).orderBy(asc(auditEvents.seq))
}

export async function selectOptionalLastLink(ctx: Context): Promise<AuditLink | null> {
  const [row] = await ctx.db.select().from(auditLinks).orderBy(desc(auditLinks.position)).limit(1)
  return row ?? null
}

export async function insertBatch(ctx: Context, links: AuditLink[], batch: AuditBatch): Promise<void> {
  await ctx.db.insert(auditLinks).values(links)
  await ctx.db.insert(auditBatches).values(batch)
}

export async function listBatches(ctx: Context): Promise<AuditBatch[]> {
  return ctx.db.select().from(auditBatches).orderBy(asc(auditBatches.toPosition))
}

export async function listLatestBatches(ctx: Context, limit: number): Promise<AuditBatch[]> {
  return ctx.db.select().from(auditBatches).orderBy(desc(auditBatches.toPosition)).limit(limit)
}

export async function listLinksAfter(ctx: Context, position: number, limit: number) {
  return ctx.db
    .select({ link: auditLinks, event: auditEvents })
    .from(auditLinks)
    .leftJoin(auditEvents, eq(auditEvents.seq, auditLinks.seq))
    .where(gt(auditLinks.position, position))
    .orderBy(asc(auditLinks.position))
    .limit(limit)
}

/** Events that are neither chained nor waiting to be: somebody wrote around the chain. */
export async function countStrayEvents(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) as count from audit_events e
    where not exists (select 1 from audit_links l where l.seq = e.seq)
      and not exists (select 1 from audit_pending p where p.seq = e.seq)`)
  return Number(rows[0]!.count)
}

export async function listLatestEvents(ctx: Context, limit: number): Promise<AuditEvent[]> {
  return ctx.db.select().from(auditEvents).orderBy(desc(auditEvents.seq)).limit(limit)
}

/** The newest of some actions that was ever recorded, by its name. */
export async function selectOptionalNewestAction(ctx: Context, actions: readonly string[]): Promise<string | null> {
  const [row] = await ctx.db
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(inArray(auditEvents.action, [...actions]))
    .orderBy(desc(auditEvents.seq))
    .limit(1)
  return row?.action ?? null
}
