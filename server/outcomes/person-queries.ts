import { eq, getTableColumns } from 'drizzle-orm'
import { enrolments } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { stageEvents } from './schema.ts'

/** A person's facts in the conversion ledger; who may ask is for the caller to decide. */
export async function exportOfOutcomes(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const facts = await ctx.db
    .select(getTableColumns(stageEvents))
    .from(stageEvents)
    .innerJoin(enrolments, eq(enrolments.id, stageEvents.enrolmentId))
    .where(eq(enrolments.learnerId, personId))
  return { stage_events: facts }
}
