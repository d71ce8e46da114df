import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { CreateCohortInput, EnrolLearnerInput } from './inputs.ts'
import * as policy from './policy.ts'
import { insertAssignment, insertCohort, insertEnrolment, lockCohort } from './queries.ts'

/** Creates a cohort of one's own programme with one delivery partner. @throws AppError `not_found`, `invalid_input` (endsBeforeStart) */
export async function createCohort(
  ctx: Context,
  input: z.output<typeof CreateCohortInput>,
): Promise<{ cohortId: Id<'cohort'> }> {
  const ownerId = input.ownerId as Id<'organisation'>
  authorise(ctx, policy.createCohort, { ownerId })
  if (input.endsOn <= input.startsOn) throw new AppError('invalid_input', { reason: 'endsBeforeStart' })
  return inTransaction(ctx, async (ctx) => {
    const id = newId<'cohort'>()
    await insertCohort(ctx, {
      ...input,
      id,
      ownerId,
      programmeId: input.programmeId as Id<'programme'>,
      partnerId: input.partnerId as Id<'organisation'>,
      createdAt: ctx.now,
    })
    await record(ctx, 'cohort.create', { type: 'cohort', id })
    return { cohortId: id }
  })
}

/** Puts a learner on the roster; enrolling again changes nothing. @throws AppError `not_found` */
export async function enrolLearner(ctx: Context, input: z.output<typeof EnrolLearnerInput>): Promise<void> {
  const cohortId = input.cohortId as Id<'cohort'>
  const learnerId = input.learnerId as Id<'person'>
  await inTransaction(ctx, async (ctx) => {
    authorise(ctx, policy.enrolLearner, await lockCohort(ctx, cohortId))
    const id = newId<'enrolment'>()
    if (await insertEnrolment(ctx, { id, learnerId, cohortId, enrolledAt: ctx.now })) {
      await record(ctx, 'cohort.enrol', { type: 'enrolment', id }, { cohortId })
    }
  })
}

/** Assigns an instructor, proctor or assessor to a cohort. @throws AppError `not_found` */
export async function assignPerson(
  ctx: Context,
  input: { cohortId: Id<'cohort'>; personId: Id<'person'>; kind: 'instructor' | 'proctor' | 'assessor' },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    authorise(ctx, policy.enrolLearner, await lockCohort(ctx, input.cohortId))
    const id = newId<'assignment'>()
    await insertAssignment(ctx, { id, ...input, assignedAt: ctx.now })
    await record(ctx, 'cohort.assign', { type: 'assignment', id }, { ...input })
  })
}
