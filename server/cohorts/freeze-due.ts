import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { listCohortsDue } from './queries.ts'

/** Freezes every roster whose day has come. One that somebody froze a moment before is left; an empty one waits. */
export async function freezeDueCohorts(ctx: Context): Promise<void> {
  for (const cohortId of await listCohortsDue(ctx)) {
    try {
      await freezeCohort(ctx, { cohortId })
    } catch (error) {
      if (!(error instanceof AppError && (error.reason === 'alreadyFrozen' || error.reason === 'emptyRoster')))
        throw error
    }
  }
}
