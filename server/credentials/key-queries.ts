import { and, asc, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { credentials, issuerKeys, statusLists } from './schema.ts'

export type IssuerKey = typeof issuerKeys.$inferSelect

export async function insertIssuerKey(
  ctx: Context,
  key: Pick<IssuerKey, 'keyId' | 'issuer' | 'publicKeyMultibase'>,
): Promise<void> {
  await ctx.db
    .insert(issuerKeys)
    .values({ ...key, addedAt: ctx.now })
    .onConflictDoNothing()
}

/** Whoever signs shares this lock until their transaction ends; whoever changes the key waits for them. */
export async function shareIssuerKey(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock_shared(hashtext('terakoya/issuer-key'))`)
}

export async function lockIssuerKey(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('terakoya/issuer-key'))`)
}

export async function selectOptionalActiveIssuerKey(ctx: Context): Promise<IssuerKey | null> {
  const [row] = await ctx.db
    .select()
    .from(issuerKeys)
    .where(isNull(issuerKeys.retiredAt))
    .orderBy(desc(issuerKeys.addedAt))
    .limit(1)
  return row ?? null
}

export async function selectOptionalIssuerKey(ctx: Context, issuer: string): Promise<IssuerKey | null> {
  const [row] = await ctx.db.select().from(issuerKeys).where(eq(issuerKeys.issuer, issuer))
  return row ?? null
}

export async function retireIssuerKeys(ctx: Context, at: Date): Promise<void> {
  await ctx.db.update(issuerKeys).set({ retiredAt: at }).where(isNull(issuerKeys.retiredAt))
}

/** The earliest time that anybody named stands. */
export async function markIssuerKeyCompromised(ctx: Context, keyId: string, since: Date): Promise<boolean> {
  const rows = await ctx.db
    .update(issuerKeys)
    .set({ compromisedAt: sql`least(${issuerKeys.compromisedAt}, ${since.toISOString()}::timestamptz)` })
    .where(eq(issuerKeys.keyId, keyId))
    .returning({ keyId: issuerKeys.keyId })
  return rows.length > 0
}

/** Every issuer key with how many credentials and status lists carry its signature now. */
export async function listIssuerKeys(ctx: Context): Promise<(IssuerKey & { credentials: number; lists: number })[]> {
  const [keys, signed, lists] = await Promise.all([
    ctx.db.select().from(issuerKeys).orderBy(desc(issuerKeys.addedAt)),
    ctx.db.select({ keyId: credentials.keyId, count: count() }).from(credentials).groupBy(credentials.keyId),
    ctx.db
      .select({ keyId: sql<string>`${statusLists.document}->'proof'->>'verificationMethod'`, count: count() })
      .from(statusLists)
      .groupBy(sql`1`),
  ])
  const of = (rows: { keyId: string | null; count: number }[], keyId: string) =>
    rows.find((row) => row.keyId === keyId)?.count ?? 0
  return keys.map((key) => ({ ...key, credentials: of(signed, key.keyId), lists: of(lists, key.keyId) }))
}

/** Whether this site wrote down that it issued a document with this digest. */
export async function selectIsOnRecord(ctx: Context, digest: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(eq(credentials.digest, digest))
    .limit(1)
  return rows.length > 0
}

/** Credentials that a key signed at or after a time and that are still there to be signed again. */
export async function listSignedSince(ctx: Context, keyId: string, since: Date): Promise<Id<'credential'>[]> {
  const rows = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(
        eq(credentials.keyId, keyId),
        isNotNull(credentials.document),
        sql`(${credentials.document}->'proof'->>'created')::timestamptz >= ${since.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(credentials.issuedAt))
  return rows.map(({ id }) => id)
}

export async function lockOptionalSignedBy(ctx: Context, id: Id<'credential'>, keyId: string) {
  const [row] = await ctx.db
    .select()
    .from(credentials)
    .where(and(eq(credentials.id, id), eq(credentials.keyId, keyId)))
    .for('update')
  return row ?? null
}

export async function updateSigned(
  ctx: Context,
  id: Id<'credential'>,
  set: { document: object; digest: string; keyId: string },
): Promise<void> {
  await ctx.db.update(credentials).set(set).where(eq(credentials.id, id))
}
