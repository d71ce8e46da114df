import { AppError } from './errors.ts'

/** Whether a text is a day of the calendar, as YYYY-MM-DD: 2026-02-29 and 2026-04-31 are not. */
export function dayExists(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day
}

/** The day as it was typed, where the calendar has it. @throws AppError `invalid_input` (noSuchDate) */
export function requireDay(day: string): string {
  if (!dayExists(day)) throw new AppError('invalid_input', { reason: 'noSuchDate', params: { date: day } })
  return day
}

/** A day that has begun there, and is `first` or later. @throws AppError `invalid_input` (noSuchDate, dateInFuture, dateTooEarly) */
export function requirePastDay(now: Date, zone: string, day: string, first: string): string {
  if (requireDay(day) > dayIn(zone, now))
    throw new AppError('invalid_input', { reason: 'dateInFuture', params: { date: day } })
  if (day < first) throw new AppError('invalid_input', { reason: 'dateTooEarly', params: { date: day, first } })
  return day
}

/** Whether a text is the name of an IANA time zone; offsets are none, for they know no summer time. */
export function zoneExists(zone: string): boolean {
  return zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)
}

/** Making one costs more than asking it a hundred times; there are as many as zones of this site's cohorts. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

function wallClock(zone: string, at: Date): number {
  const parts = clockOf(zone).formatToParts(at)
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second)
}

/** The day it is somewhere at an instant. */
export function dayIn(zone: string, at: Date): string {
  return new Date(wallClock(zone, at)).toISOString().slice(0, 10)
}

/** The first instant of a day in a zone: one o'clock where the clock skips midnight. */
export function startOfDay(zone: string, day: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`)
  const around = [-86_400_000, 86_400_000].map((shift) => new Date(asUtc + shift))
  const candidates = around.map((at) => new Date(asUtc - (wallClock(zone, at) - at.getTime())))
  return candidates
    .filter((at) => dayIn(zone, at) >= day)
    .reduce(
      (first, at) => (at < first ? at : first),
      candidates.reduce((a, b) => (a > b ? a : b)),
    )
}
