import { openingAfter, type PlannedCohort } from './plan.ts'

const DAY = 86_400_000
const START_AFTER_DAYS = 10

export const isoDay = (at: Date) => at.toISOString().slice(0, 10)
const after = (at: Date, days: number) => new Date(at.getTime() + days * DAY)

/** So many days after a cohort began. */
export const dayOf = (cohort: PlannedCohort, days: number, today: Date) => after(today, days - cohort.startsAgo)

/** The days of a cohort, and when what concerns all of it happens. */
export function datesOf(cohort: PlannedCohort, today: Date) {
  const start = dayOf(cohort, 0, today)
  return {
    enrolledAt: after(start, -14),
    startsOn: isoDay(start),
    freezesOn: isoDay(after(start, 7)),
    frozenAt: after(start, 8),
    opensAt: after(start, openingAfter(cohort)),
    endsOn: isoDay(after(today, -cohort.endsAgo)),
  }
}

/** The first day at work of somebody who was taken on. */
export const startsOnOf = (hiredAt: Date) => isoDay(after(hiredAt, START_AFTER_DAYS))

/** Who leaves says so a day later. */
export const leftOnOf = (toldAt: Date) => isoDay(after(toldAt, -1))

/** When a placement is recorded, begun, and asked about at day 90 and 180. */
export function datesOfWork(cohort: PlannedCohort, hiredAfter: number, today: Date) {
  const at = (days: number) => dayOf(cohort, hiredAfter + days, today)
  const hiredAt = at(0)
  const [asked90, asked180] = [at(START_AFTER_DAYS + 91.5), at(START_AFTER_DAYS + 181.5)]
  return {
    hiredAt,
    startsOn: startsOnOf(hiredAt),
    begunAt: at(START_AFTER_DAYS + 0.5),
    asked: [asked90, asked180] as const,
  }
}
