import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, hasCome, isOver, lastDayWithin } from '../../employers/days.ts'
import { LINK_DAYS } from '../../employers/placement-state.ts'
import { dayIn, startOfDay } from '../../platform/dates.ts'
import { datesOf, datesOfWork, dayOf, leftOnOf } from './calendar.ts'
import { COHORTS, planLearners } from './plan.ts'

const ZONE = 'Asia/Tokyo'
const FIRST = Date.UTC(2027, 8, 1)
const DAY = 86_400_000

/** 400 days one after another, with month ends, a leap day, and the nights on which clocks change elsewhere. */
const DAYS = Array.from({ length: 400 }, (_, n) => n)

test.each(COHORTS)('$slug has a past that the rules allow, whatever day and time it is written on', (cohort) => {
  const learners = planLearners(cohort)
  fc.assert(
    fc.property(fc.nat({ max: DAY - 1 }), (time) => {
      for (const n of DAYS) {
        const today = new Date(FIRST + n * DAY + time)
        const { enrolledAt, startsOn, freezesOn, frozenAt, opensAt, endsOn } = datesOf(cohort, today)
        const freeze = startOfDay(ZONE, freezesOn)
        expect(enrolledAt < freeze && dayIn(ZONE, enrolledAt) < startsOn).toBe(true)
        expect(freezesOn > startsOn && freezesOn <= dayAfter(startsOn, 30) && freezesOn < endsOn).toBe(true)
        expect(freeze <= frozenAt && frozenAt < startOfDay(ZONE, endsOn)).toBe(true)
        for (const { withdraws, hiredAfter } of learners) {
          if (withdraws) {
            const toldAt = dayOf(cohort, withdraws.after, today)
            expect(leftOnOf(toldAt) >= startsOn && leftOnOf(toldAt) <= dayIn(ZONE, toldAt)).toBe(true)
          }
          if (hiredAfter === null) continue
          const work = datesOfWork(cohort, hiredAfter, today)
          expect(work.startsOn >= dayIn('UTC', opensAt) && opensAt < work.hiredAt).toBe(true)
          expect(work.startsOn <= lastDayWithin(work.hiredAt, 30) && hasCome(work.startsOn, work.begunAt)).toBe(true)
          for (const [index, day] of [90, 180].entries()) {
            const due = dayAfter(work.startsOn, day)
            expect(hasCome(due, work.asked[index]!) && !isOver(dayAfter(due, LINK_DAYS), work.asked[index]!)).toBe(true)
          }
        }
      }
    }),
    { numRuns: 12, examples: [[0], [15 * 3_600_000 - 1], [15 * 3_600_000], [DAY - 1]] },
  )
})
