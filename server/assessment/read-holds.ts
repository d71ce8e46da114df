import { listLabsOf, readProgramme } from '../catalog/index.ts'
import { listAssignedCohorts, listCohortsIn, listHoldsIn } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import { type Context, hasRole } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { countGraded } from './held-queries.ts'

/** The labs of the cohorts one teaches: whose grades wait, since when, and how many. @throws AppError `not_found` */
export async function listHolds(ctx: Context) {
  const { personId } = requirePerson(ctx)
  if (!hasRole(ctx.actor, 'instructor')) throw new AppError('not_found')
  const cohortIds = await listAssignedCohorts(ctx, personId, 'instructor')
  const cohorts = await listCohortsIn(ctx, { kind: 'assigned', personId })
  const [holds, counts] = await Promise.all([listHoldsIn(ctx, cohortIds), countGraded(ctx, cohortIds)])
  return Promise.all(
    cohorts
      .filter(({ cohort }) => cohortIds.includes(cohort.id))
      .map(async ({ cohort }) => {
        const { activities } = await readProgramme(ctx, cohort.programmeId)
        const own = await listLabsOf(ctx, [cohort.partnerId])
        const labs = [...activities.filter(({ activity }) => activity.kind === 'lab'), ...own]
        return {
          ...{ cohortId: cohort.id, cohortNames: cohort.names, zone: cohort.zone },
          labs: labs.map(({ activity }) => {
            const isThis = (row: { cohortId: string; activityId: string }) =>
              row.cohortId === cohort.id && row.activityId === activity.id
            const hold = holds.find(isThis)
            const { graded = 0, waiting = 0, people = 0 } = counts.find(isThis) ?? {}
            return {
              ...{ activityId: activity.id, code: activity.code, title: activity.titles, graded, waiting, people },
              hold: hold ? { holdId: hold.id, heldAt: hold.heldAt } : null,
            }
          }),
        }
      }),
  )
}
