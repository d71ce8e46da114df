import type { z } from 'zod'
import { readProgramme } from '../catalog/index.ts'
import { type Cohort, leaveOn, listCohortsIn, listCohortsPolicy, selectCohortIn } from '../cohorts/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn, startOfDay } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import { compareNeeds, needsOf } from './at-risk.ts'
import type { AtRiskInput } from './inputs.ts'
import { listInstructors, listLeaveEvents, listRiskRows } from './risk-queries.ts'

async function ofProgramme(ctx: Context, programmeId: Id<'programme'>, cohorts: readonly Cohort[]) {
  const activities = (await readProgramme(ctx, programmeId)).activities.filter(({ isRequired }) => isRequired)
  const ids = cohorts.map(({ id }) => id)
  const rows = await listRiskRows(
    ctx,
    ids,
    activities.map(({ activity }) => activity.id),
  )
  const leaves = Map.groupBy(await listLeaveEvents(ctx, ids), ({ enrolmentId }) => enrolmentId)
  const instructors = Map.groupBy(await listInstructors(ctx, ids), ({ cohortId }) => cohortId)
  const byId = new Map(cohorts.map((cohort) => [cohort.id, cohort]))
  return rows.flatMap((row) => {
    const cohort = byId.get(row.cohortId)!
    const { zone, startsOn, endsOn } = cohort
    if (leaveOn(leaves.get(row.enrolmentId) ?? [], dayIn(zone, ctx.now))) return []
    const calendar = { startsAt: startOfDay(zone, startsOn), endsAt: startOfDay(zone, endsOn) }
    const needs = needsOf({ ...row, activities: activities.length }, calendar, ctx.now)
    const { enrolmentId, name } = row
    const helpers = (instructors.get(cohort.id) ?? []).map((helper) => helper.name)
    return needs.length > 0
      ? [{ enrolmentId, name, cohortId: cohort.id, cohortNames: cohort.names, needs, helpers }]
      : []
  })
}

/**
 * Who needs help, why, and who can give it: of one cohort, or of all that one looks after. The most urgent come first;
 * who left or is on leave is not listed.
 * @throws AppError `not_found`
 */
export async function listAtRisk(ctx: Context, input: z.output<typeof AtRiskInput>) {
  const scope = authorise(ctx, listCohortsPolicy, null)
  const cohorts = input.cohortId
    ? [(await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)).cohort]
    : (await listCohortsIn(ctx, scope)).map(({ cohort }) => cohort)
  const lists: Awaited<ReturnType<typeof ofProgramme>>[] = []
  for (const [programmeId, own] of Map.groupBy(cohorts, (cohort) => cohort.programmeId))
    lists.push(await ofProgramme(ctx, programmeId, own))
  return lists.flat().toSorted((a, b) => compareNeeds(a.needs, b.needs))
}
