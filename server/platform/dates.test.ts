import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayExists, dayIn, startOfDay, zoneExists } from './dates.ts'

describe('a day', () => {
  test.each([
    ['2026-02-28', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['20260401', false],
    ['2026-4-1', false],
    ['', false],
  ])('%s exists: %s', (day, exists) => expect(dayExists(day)).toBe(exists))
})

describe('a zone', () => {
  test.each([
    ['Asia/Tokyo', true],
    ['UTC', true],
    ['+09:00', false],
    ['Asia/Edo', false],
    ['', false],
  ])('%s exists: %s', (zone, exists) => expect(zoneExists(zone)).toBe(exists))
})

describe('the start of a day', () => {
  test.each([
    ['Asia/Tokyo', '2026-04-01', '2026-03-31T15:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ])('in %s on %s is %s', (zone, day, at) => expect(startOfDay(zone, day).toISOString()).toBe(at))

  test('is the first instant of that day in every zone', () => {
    const days = fc.date({ min: new Date('1990-01-02'), max: new Date('2040-12-30'), noInvalidDate: true })
    const zones = fc.constantFrom(
      'Asia/Tokyo',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Asia/Kathmandu',
      'Europe/London',
      'UTC',
    )
    fc.assert(
      fc.property(zones, days, (zone, date) => {
        const day = date.toISOString().slice(0, 10)
        const start = startOfDay(zone, day)
        expect(dayIn(zone, start)).toBe(day)
        expect(dayIn(zone, new Date(start.getTime() - 1000)) < day).toBe(true)
      }),
    )
  })
})
