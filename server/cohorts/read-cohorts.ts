import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import * as policy from './policy.ts'
import { listCohortsIn, listRoster, selectCohortIn } from './queries.ts'

export async function listCohorts(ctx: Context) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const rows = await listCohortsIn(ctx, scope)
  return rows.map(({ cohort, ...rest }) => ({ ...cohort, ...rest }))
}

/** A cohort with its roster. @throws AppError `not_found` outside one's scope */
export async function readCohort(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const { cohort, ...rest } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  const roster = await listRoster(ctx, cohort.id)
  const mayFreeze = policy.freezeCohort.decide(ctx.actor, cohort, ctx.now) !== null
  return { ...cohort, ...rest, roster, mayFreeze }
}
