import { dayIn, startOfDay } from '../platform/dates.ts'

const DAY = 86_400_000

// An opening and a placement know a country and no zone: a day has come once it has somewhere, and is over once it is everywhere.
const FIRST_ZONE = 'Pacific/Kiritimati'
const LAST_ZONE = 'Pacific/Pago_Pago'

/** The earliest day that it still is somewhere. */
export const earliestToday = (now: Date): string => dayIn(LAST_ZONE, now)
export const hasCome = (day: string, now: Date): boolean => day <= dayIn(FIRST_ZONE, now)
export const isOver = (day: string, now: Date): boolean => day < earliestToday(now)

/** The day `days` after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(startOfDay('UTC', day).getTime() + days * DAY).toISOString().slice(0, 10)
}

/** The last day that begins no more than `days` from now. */
export function lastDayWithin(now: Date, days: number): string {
  return dayIn('UTC', new Date(now.getTime() + days * DAY))
}
