import { describe, expect, test } from 'vitest'
import { compareNeeds, needsOf, type RiskFacts } from './at-risk.ts'

const day = (n: number) => new Date(Date.UTC(2026, 3, 1) + n * 86_400_000)
const calendar = { startsAt: day(0), endsAt: day(100) }
const well: RiskFacts = {
  ...{ hasJoined: true, enrolledAt: day(-20), lastWorkAt: day(49), done: 10, activities: 20 },
  ...{ failedProctoredAt: null, evidenceEndsAt: null },
}
const needs = (facts: Partial<RiskFacts>, now = day(50)) => needsOf({ ...well, ...facts }, calendar, now)

describe('who needs help', () => {
  test.each<[string, Partial<RiskFacts>, number, unknown[]]>([
    ['who is on the way in time', {}, 50, []],
    ['who worked 13 days ago', { lastWorkAt: day(37) }, 50, []],
    ['who worked 14 days ago', { lastWorkAt: day(36) }, 50, [{ kind: 'idle', days: 14 }]],
    ['who never worked, since the cohort began', { lastWorkAt: null, done: 0 }, 13, []],
    [
      'who never worked for 14 days',
      { lastWorkAt: null, done: 0 },
      14,
      [
        { kind: 'idle', days: 14 },
        { kind: 'behind', days: 14 },
      ],
    ],
    ['who is 13 days behind the calendar', { done: 10 }, 63.5, [{ kind: 'idle', days: 14 }]],
    ['who is 15 days behind the calendar', { done: 7 }, 50, [{ kind: 'behind', days: 15 }]],
    [
      'who never joined, and that alone',
      { hasJoined: false, lastWorkAt: null, done: 0 },
      20,
      [{ kind: 'notJoined', days: 20 }],
    ],
    ['who has not joined before it begins', { hasJoined: false, lastWorkAt: null, done: 0 }, -1, []],
    ['who failed and did not try again', { failedProctoredAt: day(40) }, 50, [{ kind: 'failedProctored', days: 10 }]],
    ['whose evidence lapses in 59 days', { evidenceEndsAt: day(109) }, 50, [{ kind: 'lapsing', days: 59 }]],
    ['whose evidence lapses in 60 days', { evidenceEndsAt: day(110) }, 50, []],
    ['whose evidence lapsed', { evidenceEndsAt: day(49) }, 50, []],
    ['who did everything and rests', { done: 20, lastWorkAt: day(10) }, 50, []],
    ['who rests after the end', { lastWorkAt: day(49) }, 101, []],
  ])('%s', (_, facts, now, expected) => {
    expect(needs(facts, day(now))).toEqual(expected)
  })

  test('comes in the order of urgency', () => {
    const list = [
      needs({ done: 0 }),
      needs({ evidenceEndsAt: day(80) }),
      needs({ hasJoined: false }),
      needs({ evidenceEndsAt: day(60), done: 0 }),
      needs({ lastWorkAt: day(20) }),
      needs({ failedProctoredAt: day(45) }),
      needs({ lastWorkAt: day(5) }),
    ]
    expect(list.toSorted(compareNeeds).map(([first]) => [first!.kind, first!.days])).toEqual([
      ['lapsing', 10],
      ['lapsing', 30],
      ['failedProctored', 5],
      ['notJoined', 50],
      ['idle', 45],
      ['idle', 30],
      ['behind', 50],
    ])
  })
})
