import { readProgramme, selectActivity } from '../catalog/index.ts'
import { listAcceptedEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'

/**
 * The activity with the enrolment through which the signed-in learner may take it; of several the one whose programme
 * requires it, else the one that comes to its course first.
 * @throws AppError `unauthenticated`, `not_found` when no programme of theirs has it
 */
export async function enrolledActivity(ctx: Context, activityId: Id<'activity'>) {
  const { personId } = requirePerson(ctx)
  const found = await selectActivity(ctx, activityId)
  const places = await Promise.all(
    (await listAcceptedEnrolmentsOf(ctx, personId)).map(async (enrolment) => {
      const { programme, activities } = await readProgramme(ctx, enrolment.cohort.programmeId)
      const isRequired = activities.some(({ activity, isRequired }) => activity.id === activityId && isRequired)
      return { enrolment, isRequired, place: programme.courses.indexOf(found.course.slug) }
    }),
  )
  const [first] = places
    .filter(({ place }) => place >= 0)
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired) || a.place - b.place)
  if (!first) throw new AppError('not_found')
  return { ...found, enrolment: first.enrolment, learnerId: personId }
}
