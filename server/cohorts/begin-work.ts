import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { leaveOn } from './enrolment-status.ts'
import { selectCohort } from './queries.ts'
import { listEvents, lockEnrolment, markWorked } from './roster-queries.ts'

/**
 * Says that a learner begins an attempt in this cohort: from then on their import cannot be undone. Call it inside the
 * transaction that writes the attempt.
 * @throws AppError `not_found`, `precondition_failed` (leftCohort, onLeave with `until`)
 */
export async function beginAttempt(ctx: Context, enrolmentId: Id<'enrolment'>): Promise<void> {
  const { withdrawnAt, cohortId } = await lockEnrolment(ctx, enrolmentId)
  if (withdrawnAt) throw new AppError('precondition_failed', { reason: 'leftCohort' })
  const { zone } = await selectCohort(ctx, cohortId)
  const leave = leaveOn(await listEvents(ctx, enrolmentId), dayIn(zone, ctx.now))
  if (leave) throw new AppError('precondition_failed', { reason: 'onLeave', params: { until: leave.endsOn } })
  await markWorked(ctx, enrolmentId)
}
