import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { credentials } from './schema.ts'

/** A person's credentials as they were issued, signed documents included; who may ask is for the caller to decide. */
export async function exportOfCredentials(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return { credentials: await ctx.db.select().from(credentials).where(eq(credentials.learnerId, personId)) }
}
