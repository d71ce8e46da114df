import { readProgramme } from '../catalog/index.ts'
import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { progressed } from './events.ts'
import { countCompleted, type ProgressFact, upsertProgress } from './queries.ts'

/** Keeps where a learner is in an activity; facts may arrive twice and in any order. */
export async function recordProgress(ctx: Context, fact: ProgressFact): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await upsertProgress(ctx, fact)
    if (fact.completedAt) await emit(ctx, progressed, { learnerId: fact.learnerId, activityId: fact.activityId })
  })
}

/** Whether a learner has completed what a programme requires: its published requirement. */
export async function hasCompletedProgramme(
  ctx: Context,
  learnerId: Id<'person'>,
  programmeId: Id<'programme'>,
): Promise<boolean> {
  const { activities } = await readProgramme(ctx, programmeId)
  const ids = activities.filter((row) => row.isRequired).map((row) => row.activity.id)
  return ids.length > 0 && (await countCompleted(ctx, learnerId, ids)) === ids.length
}
