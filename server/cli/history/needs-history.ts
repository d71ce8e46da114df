import { selectOptionalNewestAction } from '../../audit/index.ts'
import type { Context } from '../../platform/context.ts'
import { LEARNERS_PER_COHORT } from './plan.ts'

const WRITTEN = 'evaluation.history'
export const REMOVED = 'evaluation.historyRemoved'

/** Whether the past of the evaluation programme is to be written: it is not there, and nobody removed it. */
export async function needsHistory(ctx: Context): Promise<boolean> {
  return LEARNERS_PER_COHORT > 0 && (await selectOptionalNewestAction(ctx, [WRITTEN, REMOVED])) === null
}
