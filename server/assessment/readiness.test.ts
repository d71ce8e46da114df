import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Id } from '../platform/ids.ts'
import { type EvidenceFact, type ObservationFact, type RoleRule, readinessFor } from './readiness.ts'

const at = (day: string) => new Date(`${day}T00:00:00Z`)

const ROLE: RoleRule = {
  requires: [{ area: 'DG', level: 2 }],
  evidence: [
    { activities: ['L20', 'L22'], mode: 'practice' },
    { activities: ['L20', 'L22'], need: 1, mode: 'proctored' },
  ],
  recencyMonths: 12,
}

function fact(activity: string, set: Partial<EvidenceFact> = {}): EvidenceFact {
  const validFrom = at('2027-01-10')
  const submissionId = activity as Id<'submission'>
  const row = { id: `${activity}-${set.mode ?? 'practice'}`, submissionId, area: 'DG', level: 2, activity, validFrom }
  return { ...row, mode: 'practice', isIdentified: false, expiresAt: at('2028-01-10'), ...set }
}

const proctored = fact('L22', { mode: 'proctored', isIdentified: true, expiresAt: at('2027-11-01') })
const met: ObservationFact = { id: 'o1', isMet: true, observedAt: at('2027-02-01') }

describe('readinessFor', () => {
  test('everything shown and observed: ready until the first part lapses', () => {
    const readiness = readinessFor(ROLE, [fact('L20'), proctored], [met], at('2027-03-01'))
    expect(readiness).toMatchObject({ state: 'ready', validUntil: at('2027-11-01') })
    expect(readiness.evidenceIds).toEqual(['L20-practice', 'L22-proctored'])
  })

  test.each([
    ['no observation', [fact('L20'), proctored], []],
    ['an observation that was not met', [fact('L20'), proctored], [{ ...met, isMet: false }]],
    [
      'a newer observation that was not met',
      [fact('L20'), proctored],
      [met, { id: 'o2', isMet: false, observedAt: at('2027-02-20') }],
    ],
    ['one activity missing', [proctored], [met]],
    ['nobody checked who sat there', [fact('L20'), { ...proctored, isIdentified: false }], [met]],
    ['a level below', [fact('L20', { level: 1 }), { ...proctored, level: 1 }], [met]],
  ])('%s: not yet', (_, facts, observations) => {
    expect(readinessFor(ROLE, facts, observations, at('2027-03-01')).state).toBe('not_yet')
  })

  test('with a moved clock it warns, lapses, and a new pass brings it back', () => {
    const facts = [fact('L20'), fact('L22'), proctored]
    const soon = readinessFor(ROLE, facts, [met], at('2027-10-15'))
    expect(soon.state).toBe('ready')
    expect(soon.evidence[1]).toMatchObject({ state: 'lapsing', done: ['L22'] })
    const later = readinessFor(ROLE, facts, [met], at('2027-11-02'))
    expect(later).toMatchObject({ state: 'lapsed', validUntil: at('2027-11-01') })
    expect(later.evidence[1]).toMatchObject({ state: 'lapsed' })
    const again = fact('L20', {
      id: 'again',
      mode: 'proctored',
      isIdentified: true,
      validFrom: at('2027-11-05'),
      expiresAt: at('2028-11-05'),
    })
    const back = readinessFor(ROLE, [...facts, again], [met], at('2027-11-06'))
    expect(back).toMatchObject({ state: 'ready', validUntil: at('2028-01-10') })
  })

  test('an old observation lapses as evidence does', () => {
    const facts = [fact('L20', { expiresAt: at('2029-01-01') }), { ...proctored, expiresAt: at('2029-01-01') }]
    expect(readinessFor(ROLE, facts, [met], at('2028-02-02'))).toMatchObject({ state: 'lapsed' })
  })

  test('more evidence never makes anybody less ready', () => {
    const facts = fc.array(
      fc.record({
        activity: fc.constantFrom('L20', 'L22'),
        mode: fc.constantFrom('practice' as const, 'proctored' as const),
        isIdentified: fc.boolean(),
        level: fc.integer({ min: 1, max: 3 }),
        days: fc.integer({ min: 1, max: 700 }),
      }),
    )
    const order = { not_yet: 0, lapsed: 1, ready: 2 }
    fc.assert(
      fc.property(facts, facts, (some, more) => {
        const build = (list: typeof some) =>
          list.map(({ days, ...row }, i) =>
            fact(row.activity, {
              ...row,
              id: String(i),
              expiresAt: new Date(at('2027-01-10').getTime() + days * 86_400_000),
            }),
          )
        const state = (list: typeof some) => readinessFor(ROLE, build(list), [met], at('2027-06-01')).state
        return order[state([...some, ...more])] >= order[state(some)]
      }),
    )
  })
})
