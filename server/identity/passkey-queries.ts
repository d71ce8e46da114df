import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { passkeyChallenges, passkeys, people } from './schema.ts'

export async function listPasskeysOf(ctx: Context, personId: Id<'person'>) {
  return ctx.db.select().from(passkeys).where(eq(passkeys.personId, personId)).orderBy(asc(passkeys.createdAt))
}

/** A passkey of somebody whose account is open, held until the transaction ends. */
export async function lockOptionalPasskey(ctx: Context, credentialId: string) {
  const [row] = await ctx.db
    .select({ passkey: passkeys })
    .from(passkeys)
    .innerJoin(people, eq(people.id, passkeys.personId))
    .where(and(eq(passkeys.credentialId, credentialId), isNull(people.closedAt)))
    .for('update', { of: passkeys })
  return row?.passkey ?? null
}

/** False when the credential is known already. */
export async function insertPasskey(ctx: Context, row: typeof passkeys.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id })
  return rows.length > 0
}

const own = (personId: Id<'person'>, id: Id<'passkey'>) => and(eq(passkeys.id, id), eq(passkeys.personId, personId))

export async function renameOwn(ctx: Context, personId: Id<'person'>, id: Id<'passkey'>, name: string) {
  const rows = await ctx.db.update(passkeys).set({ name }).where(own(personId, id)).returning({ id: passkeys.id })
  return rows.length > 0
}

export async function deleteOwn(ctx: Context, personId: Id<'person'>, id: Id<'passkey'>): Promise<boolean> {
  const rows = await ctx.db.delete(passkeys).where(own(personId, id)).returning({ id: passkeys.id })
  return rows.length > 0
}

export async function markUsed(ctx: Context, id: Id<'passkey'>, counter: number, isBackedUp: boolean): Promise<void> {
  await ctx.db.update(passkeys).set({ counter, isBackedUp, lastUsedAt: ctx.now }).where(eq(passkeys.id, id))
}

export async function insertChallenge(ctx: Context, row: typeof passkeyChallenges.$inferInsert): Promise<void> {
  await ctx.db.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, ctx.now))
  await ctx.db.insert(passkeyChallenges).values(row)
}

/** Uses a challenge up, whatever comes of it; null when it was used, is too old, or belongs to another session. */
export async function takeOptionalChallenge(
  ctx: Context,
  id: Id<'passkeyChallenge'>,
  sessionId: Id<'session'> | null,
): Promise<string | null> {
  const [row] = await ctx.db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.id, id),
        sql`${passkeyChallenges.sessionId} is not distinct from ${sessionId}::uuid`,
        gt(passkeyChallenges.expiresAt, ctx.now),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge })
  return row?.challenge ?? null
}
