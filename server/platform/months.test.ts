import { describe, expect, it } from 'vitest'
import { addMonths } from './months.ts'

describe('addMonths', () => {
  it.each([
    ['2026-11-22T09:30:00Z', 12, '2027-11-22T09:30:00.000Z'],
    ['2026-08-31T23:59:59Z', 6, '2027-02-28T23:59:59.000Z'],
    ['2027-08-31T00:00:00Z', 6, '2028-02-29T00:00:00.000Z'],
    ['2028-02-29T00:00:00Z', 12, '2029-02-28T00:00:00.000Z'],
    ['2026-12-31T00:00:00Z', 2, '2027-02-28T00:00:00.000Z'],
  ])('%s and %i months', (date, months, expected) => {
    expect(addMonths(new Date(date), months).toISOString()).toBe(expected)
  })
})
