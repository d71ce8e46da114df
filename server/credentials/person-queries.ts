import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { credentials } from './schema.ts'

/** A person's credentials as they were issued, signed documents included; who may ask is for the caller to decide. */
export async function exportOfCredentials(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return { credentials: await ctx.db.select().from(credentials).where(eq(credentials.learnerId, personId)) }
}

/** Credentials of a person that count today. */
export async function listStanding(ctx: Context, personId: Id<'person'>) {
  const counts = and(isNull(credentials.revokedAt), gt(credentials.expiresAt, ctx.now))
  return ctx.db
    .select()
    .from(credentials)
    .where(and(eq(credentials.learnerId, personId), counts))
}

export async function clearDocuments(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.update(credentials).set({ document: null }).where(eq(credentials.learnerId, personId))
}
