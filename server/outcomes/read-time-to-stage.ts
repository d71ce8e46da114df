import type { z } from 'zod'
import { listCohortsPolicy, selectCohortIn } from '../cohorts/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import { atRiskOn, incidenceOf, type Passage } from './incidence.ts'
import type { TimeToStageInput } from './inputs.ts'
import { listTimes } from './rollup-queries.ts'

const WINDOW_DAYS = 180
const TICKS = [25, 50, 100, 200]
const MOST_TICKS = 7

const daysBetween = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000)

/**
 * How long people of a frozen cohort took to reach a stage: share by day from the cohort's start, with leaving as a
 * competing event and everybody else last known on the way today. Null while nothing is frozen.
 * @throws AppError `not_found`
 */
export async function readTimeToStage(ctx: Context, input: z.output<typeof TimeToStageInput>) {
  const scope = authorise(ctx, listCohortsPolicy, null)
  const { cohort, frozenAt } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  if (!frozenAt) return null
  const { zone, startsOn, endsOn } = cohort
  const lastDay = daysBetween(startsOn, dayIn(zone, ctx.now))
  const passages = (await listTimes(ctx, cohort.id, input.stage)).map(({ reachedAt, leftOn }): Passage => {
    const reached = reachedAt && daysBetween(startsOn, dayIn(zone, reachedAt))
    const left = leftOn === null ? null : daysBetween(startsOn, leftOn)
    if (reached !== null && (left === null || reached <= left)) return { day: reached, end: 'reached' }
    return left === null ? { day: lastDay, end: 'onTheWay' } : { day: left, end: 'left' }
  })
  const axis = Math.max(lastDay, ...passages.map(({ day }) => day), 1)
  const tick = TICKS.find((days) => axis / days <= MOST_TICKS) ?? axis
  const days = Array.from({ length: Math.floor(axis / tick) + 1 }, (_, index) => index * tick)
  const end = daysBetween(startsOn, endsOn)
  return {
    ...{ stage: input.stage, enrolled: passages.length, startsOn, dataCut: ctx.now, lastDay: axis },
    points: incidenceOf(passages),
    atRisk: days.map((day) => ({ day, people: atRiskOn(passages, day) })),
    marks: { end, window: end + WINDOW_DAYS },
  }
}
