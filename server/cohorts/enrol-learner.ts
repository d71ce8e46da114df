import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { learnersEnrolled } from './events.ts'
import type { EnrolLearnerInput } from './inputs.ts'
import * as policy from './policy.ts'
import { insertEnrolments, lockCohort } from './queries.ts'

/** Puts a learner on the roster; enrolling again changes nothing. @throws AppError `not_found` */
export async function enrolLearner(ctx: Context, input: z.output<typeof EnrolLearnerInput>): Promise<void> {
  const cohortId = input.cohortId as Id<'cohort'>
  const learnerId = input.learnerId as Id<'person'>
  await inTransaction(ctx, async (ctx) => {
    authorise(ctx, policy.manageRoster, await lockCohort(ctx, cohortId))
    const id = newId<'enrolment'>()
    if ((await insertEnrolments(ctx, [{ id, learnerId, cohortId, enrolledAt: ctx.now }])).length === 0) return
    await record(ctx, 'cohort.enrol', { type: 'enrolment', id }, { cohortId })
    await emit(ctx, learnersEnrolled, { cohortId, enrolmentIds: [id] })
  })
}
