import { selectOptionalNewestAction } from '../../audit/index.ts'
import type { Context } from '../../platform/context.ts'
import { LEARNERS_PER_COHORT } from './plan.ts'

const WRITTEN = 'evaluation.history'
const CAME_IN = 'session.open'
export const REMOVED = 'evaluation.historyRemoved'

/**
 * Whether the past of the evaluation programme is to be written: it is not there, nobody removed it, and nobody has come
 * in yet. Whatever waits when it is written is done at its times, so nothing of a person's may wait.
 */
export async function needsHistory(ctx: Context): Promise<boolean> {
  return LEARNERS_PER_COHORT > 0 && (await selectOptionalNewestAction(ctx, [WRITTEN, REMOVED, CAME_IN])) === null
}
