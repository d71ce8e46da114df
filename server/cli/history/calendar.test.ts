import { expect, test } from 'vitest'
import { dayAfter, hasCome, isOver, lastDayWithin } from '../../employers/days.ts'
import { LINK_DAYS } from '../../employers/placement-state.ts'
import { dayIn, startOfDay } from '../../platform/dates.ts'
import { datesOf, datesOfWork, dayOf, leftOnOf } from './calendar.ts'
import { COHORTS, type PlannedCohort, planLearners } from './plan.ts'

const ZONE = 'Asia/Tokyo'
const FIRST = Date.UTC(2027, 8, 1)
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The ends of a day in UTC, and those of a day in Tokyo. */
const TIMES = [0, 15 * HOUR - 1, 15 * HOUR, DAY - 1]

/** 400 days one after another, with month ends, a leap day and the nights on which clocks change elsewhere. */
const DAYS = Array.from({ length: 400 }, (_, n) => new Date(FIRST + n * DAY + TIMES[n % TIMES.length]!))

/** What of a cohort's past the rules would refuse, if it were written today. */
function refusedOf(cohort: PlannedCohort, today: Date): string[] {
  const { enrolledAt, startsOn, freezesOn, frozenAt, opensAt, endsOn } = datesOf(cohort, today)
  const freeze = startOfDay(ZONE, freezesOn)
  const rules: [string, boolean][] = [
    ['enrolled before the start', enrolledAt < freeze && dayIn(ZONE, enrolledAt) < startsOn],
    ['freezes in time', freezesOn > startsOn && freezesOn <= dayAfter(startsOn, 30) && freezesOn < endsOn],
    ['is frozen on its day', freeze <= frozenAt && frozenAt < startOfDay(ZONE, endsOn)],
  ]
  for (const { slug, withdraws, hiredAfter } of planLearners(cohort)) {
    if (withdraws) {
      const toldAt = dayOf(cohort, withdraws.after, today)
      const leftOn = leftOnOf(toldAt)
      rules.push([`${slug} leaves after the start`, leftOn >= startsOn && leftOn <= dayIn(ZONE, toldAt)])
    }
    if (hiredAfter === null) continue
    const { hiredAt, startsOn: worksOn, begunAt, asked } = datesOfWork(cohort, hiredAfter, today)
    rules.push([`${slug} is hired for an opening`, opensAt < hiredAt && worksOn >= dayIn('UTC', opensAt)])
    rules.push([`${slug} begins in time`, worksOn <= lastDayWithin(hiredAt, 30) && hasCome(worksOn, begunAt)])
    for (const [index, day] of [90, 180].entries()) {
      const due = dayAfter(worksOn, day)
      const isAsked = hasCome(due, asked[index]!) && !isOver(dayAfter(due, LINK_DAYS), asked[index]!)
      rules.push([`${slug} is asked about day ${day}`, isAsked])
    }
  }
  return rules.filter(([, holds]) => !holds).map(([rule]) => `${today.toISOString()}: ${rule}`)
}

test.each(COHORTS)('$slug has a past that the rules allow, whatever day it is written on', (cohort) => {
  expect(DAYS.flatMap((today) => refusedOf(cohort, today))).toEqual([])
})

test('a past that froze too late would be found', () => {
  const short = { ...COHORTS[0]!, startsAgo: 10, endsAgo: 9 }
  expect(refusedOf(short, DAYS[0]!).join()).toContain('freezes in time')
})
