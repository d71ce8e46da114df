import { and, asc, eq, or } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { auditEvents } from './schema.ts'

/** Events that a person caused or that are about them; who may ask is for the caller to decide. */
export async function exportOfAudit(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const isSubject = and(eq(auditEvents.subjectType, 'person'), eq(auditEvents.subjectId, personId))
  const events = await ctx.db
    .select()
    .from(auditEvents)
    .where(or(eq(auditEvents.actor, personId), isSubject))
    .orderBy(asc(auditEvents.seq))
  return { audit_events: events }
}
