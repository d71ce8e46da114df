import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atRiskOn, incidenceOf, type Passage } from './incidence.ts'

const passage = fc.record({
  day: fc.integer({ min: 0, max: 40 }),
  end: fc.constantFrom<Passage['end']>('reached', 'left', 'onTheWay'),
})
const passages = fc.array(passage, { minLength: 1, maxLength: 60 })

describe('cumulative incidence', () => {
  // By hand: on the way before each day 1, 0.8, 0.6, 0.4; incidence 1/5, then + 0.6 · 1/3, then + 0.4 · 1/1.
  const five: Passage[] = [
    { day: 1, end: 'reached' },
    { day: 2, end: 'left' },
    { day: 3, end: 'reached' },
    { day: 4, end: 'onTheWay' },
    { day: 5, end: 'reached' },
  ]

  test('is what the worked example gives', () => {
    const rounded = incidenceOf(five).map(({ day, reached, left, atRisk }) => [
      ...[day, Number(reached.toFixed(6)), Number(left.toFixed(6)), atRisk],
    ])
    expect(rounded).toEqual([
      [1, 0.2, 0, 5],
      [2, 0.2, 0.2, 4],
      [3, 0.4, 0.2, 3],
      [5, 0.8, 0.2, 1],
    ])
  })

  test('has the interval of the worked example', () => {
    // At day 3 the variance is 0.002 + 0.003333 + 0.032 + 0.026667 − 0.016 = 0.048 = 0.4 · 0.6 / 5, and its root over
    // 0.4 · |ln 0.4| is 0.597761; 0.4 to the power of e to plus and minus 1.959964 times that is 0.0520 and 0.7528.
    const { low, high } = incidenceOf(five)[2]!
    expect(low).toBeCloseTo(0.052, 3)
    expect(high).toBeCloseTo(0.7528, 3)
  })

  test('is the plain proportion where nobody was lost from sight', () => {
    fc.assert(
      fc.property(passages, (list) => {
        const known = list.filter(({ end }) => end !== 'onTheWay')
        for (const { day, reached, left } of incidenceOf(known)) {
          const share = (end: Passage['end']) =>
            known.filter((p) => p.end === end && p.day <= day).length / known.length
          expect(reached).toBeCloseTo(share('reached'), 9)
          expect(left).toBeCloseTo(share('left'), 9)
        }
      }),
    )
  })

  test('never falls, and both together are at most everybody', () => {
    fc.assert(
      fc.property(passages, (list) => {
        let [reached, left, day] = [0, 0, -1]
        for (const point of incidenceOf(list)) {
          expect(point.reached).toBeGreaterThanOrEqual(reached)
          expect(point.left).toBeGreaterThanOrEqual(left)
          expect(point.day).toBeGreaterThan(day)
          expect(point.reached + point.left).toBeLessThanOrEqual(1 + 1e-9)
          ;[reached, left, day] = [point.reached, point.left, point.day]
        }
      }),
    )
  })

  test('lies within its interval, and that between nobody and everybody', () => {
    fc.assert(
      fc.property(passages, (list) => {
        for (const { low, reached, high } of incidenceOf(list)) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(reached + 1e-12)
          expect(high).toBeGreaterThanOrEqual(reached - 1e-12)
          expect(high).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })

  test('counts who is still on the way when a day begins', () => {
    expect([0, 1, 2, 5, 6].map((day) => atRiskOn(five, day))).toEqual([5, 5, 4, 1, 0])
  })
})
