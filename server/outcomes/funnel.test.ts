import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countFunnel, STAGES } from './funnel.ts'

const enrolment = fc.integer({ min: 0, max: 30 }).map((n) => `e${n}`)
const event = fc.record({
  enrolmentId: enrolment,
  stage: fc.constantFrom(...STAGES),
  effect: fc.constant('reached' as const),
})
const roster = fc.uniqueArray(enrolment, { minLength: 1 })

describe('the funnel', () => {
  test('has a denominator that no event moves', () => {
    fc.assert(
      fc.property(
        roster,
        fc.array(event),
        (enrolled, events) => countFunnel(enrolled, events)[0]!.count === enrolled.length,
      ),
    )
  })

  test('counts no more than enrolled, and nobody who is not on the frozen roster', () => {
    fc.assert(
      fc.property(roster, fc.array(event), (enrolled, events) => {
        const strangers = events.map((event, n) => ({ ...event, enrolmentId: `stranger${n}` }))
        const counts = countFunnel(enrolled, events)
        expect(countFunnel(enrolled, [...events, ...strangers])).toEqual(counts)
        for (const { count } of counts) expect(count).toBeLessThanOrEqual(enrolled.length)
      }),
    )
  })

  test('is the same whatever the order of facts and however often they are told', () => {
    fc.assert(
      fc.property(roster, fc.array(event), (enrolled, events) => {
        const shuffled = events.toReversed()
        expect(countFunnel(enrolled, [...shuffled, ...events])).toEqual(countFunnel(enrolled, events))
      }),
    )
  })

  test('never shrinks when a fact is added', () => {
    fc.assert(
      fc.property(roster, fc.array(event), event, (enrolled, events, more) => {
        const before = countFunnel(enrolled, events)
        for (const [index, { count }] of countFunnel(enrolled, [...events, more]).entries())
          expect(count).toBeGreaterThanOrEqual(before[index]!.count)
      }),
    )
  })
})

test('who lapsed does not count as deployable until a re-check', () => {
  const fact = (effect: 'reached' | 'lapsed') => ({ enrolmentId: 'e1', stage: 'S4' as const, effect })
  const deployable = (...effects: ('reached' | 'lapsed')[]) => countFunnel(['e1'], effects.map(fact))[4]!.count
  expect([deployable('reached'), deployable('reached', 'lapsed'), deployable('reached', 'lapsed', 'reached')]).toEqual([
    1, 0, 1,
  ])
})
