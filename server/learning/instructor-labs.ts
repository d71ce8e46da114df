import { listLabsOf, selectOptionalOwnedLab } from '../catalog/index.ts'
import { listAcceptedEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { enrolledActivity } from './enrolled-activity.ts'
import { listToldProgress } from './queries.ts'

/** Practice labs that the organisations which teach the signed-in learner's cohorts made for them. */
export async function readInstructorLabs(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const enrolments = await listAcceptedEnrolmentsOf(ctx, personId)
  const labs = await listLabsOf(ctx, [...new Set(enrolments.map(({ cohort }) => cohort.partnerId))])
  if (labs.length === 0) return []
  const progress = new Map((await listToldProgress(ctx, personId)).map((row) => [row.activityId, row]))
  return labs.map(({ activity, ownerNames }) => {
    const state = progress.get(activity.id)
    return {
      ...{ id: activity.id, code: activity.code, title: activity.titles, minutes: activity.minutes, ownerNames },
      state: state?.completedAt ? ('completed' as const) : state ? ('started' as const) : ('open' as const),
    }
  })
}

/**
 * The lab with the enrolment through which the signed-in learner may practise it: of their programme, or made by the
 * organisation that teaches their cohort.
 * @throws AppError `unauthenticated`, `not_found`
 */
export async function enrolledLab(ctx: Context, activityId: Id<'activity'>) {
  const { personId } = requirePerson(ctx)
  const activity = await selectOptionalOwnedLab(ctx, activityId)
  if (!activity) {
    const found = await enrolledActivity(ctx, activityId)
    if (found.activity.kind !== 'lab') throw new AppError('not_found')
    return { activity: found.activity, enrolment: found.enrolment, learnerId: personId }
  }
  const enrolments = await listAcceptedEnrolmentsOf(ctx, personId)
  const enrolment = enrolments.find(({ cohort }) => cohort.partnerId === activity.ownerId)
  if (!enrolment) throw new AppError('not_found')
  return { activity, enrolment, learnerId: personId }
}
