import { readProgramme, selectActivity } from '../catalog/index.ts'
import { listEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'

/**
 * The activity with the enrolment through which the signed-in learner may take it.
 * @throws AppError `unauthenticated`, `not_found` when no programme of theirs has it
 */
export async function enrolledActivity(ctx: Context, activityId: Id<'activity'>) {
  const { personId } = requirePerson(ctx)
  const found = await selectActivity(ctx, activityId)
  for (const enrolment of await listEnrolmentsOf(ctx, personId)) {
    const { programme } = await readProgramme(ctx, enrolment.cohort.programmeId)
    if (programme.courses.includes(found.course.slug)) return { ...found, enrolment, learnerId: personId }
  }
  throw new AppError('not_found')
}
