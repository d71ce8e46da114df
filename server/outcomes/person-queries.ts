import { eq, getTableColumns } from 'drizzle-orm'
import { listHoldsOver } from '../cohorts/index.ts'
import { enrolments } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { stageEvents } from './schema.ts'

/** Stages that a practice grade can bring about: while one waits for its release, they would tell it. */
const UNTOLD = new Set(['S2', 'S4'])

/** A person's facts in the conversion ledger, as they may know them; who may ask is for the caller to decide. */
export async function exportOfOutcomes(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const facts = await ctx.db
    .select(getTableColumns(stageEvents))
    .from(stageEvents)
    .innerJoin(enrolments, eq(enrolments.id, stageEvents.enrolmentId))
    .where(eq(enrolments.learnerId, personId))
  const holds = await listHoldsOver(ctx, personId)
  const isUntold = ({ stage, recordedAt }: (typeof facts)[number]) =>
    UNTOLD.has(stage) && holds.some(({ heldAt }) => recordedAt >= heldAt)
  return { stage_events: facts.filter((fact) => !isUntold(fact)) }
}
