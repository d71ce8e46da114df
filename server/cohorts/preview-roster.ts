import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { judgeRoster, type RosterFileArgs } from './judge-roster.ts'
import * as policy from './policy.ts'
import { selectCohortIn } from './queries.ts'

/**
 * What an import would do, without writing anything.
 * @throws AppError `not_found`, `invalid_input` (notInEncoding, unknownEncoding), `too_large`, `rate_limited`
 */
export async function previewRoster(ctx: Context, input: RosterFileArgs) {
  const { cohort, frozenAt } = await selectCohortIn(
    ctx,
    authorise(ctx, policy.listCohorts, null),
    input.cohortId as Id<'cohort'>,
  )
  const scope = authorise(ctx, policy.manageRoster, cohort)
  await limitRate(ctx, `preview-roster:${actorId(ctx.actor)}`, { max: 200, windowSeconds: 3600 })
  const { encoding, rows, faults, blocking } = await judgeRoster(ctx, cohort, scope, input)
  return { encoding, rows, faults, blocking, isFrozen: frozenAt !== null }
}
