import { describe, expect, it } from 'vitest'
import type { LabDefinition } from '../definition.ts'
import type { CheckOutcome, Feedback } from '../harness/protocol.ts'
import { computeScore, type Finding } from './score.ts'

const feedback: Feedback = { text: { en: 'No.', ja: 'いいえ。' } }
const passed: CheckOutcome = { status: 'passed' }
const failed: CheckOutcome = { status: 'failed', feedback }
const partial = (fraction: number): CheckOutcome => ({ status: 'partial', fraction, feedback })

const check = (id: string, points: number, visibility: 'visible' | 'hidden', mustPass = false) => ({
  id,
  points,
  visibility,
  mustPass,
})
const lab = {
  passScore: 70,
  checks: [check('a', 30, 'visible'), check('b', 50, 'hidden', true), check('c', 20, 'hidden')],
} as unknown as LabDefinition

const found = (findings: Record<string, CheckOutcome | Finding>) =>
  new Map(
    Object.entries(findings).map(([id, value]): [string, Finding] => [
      id,
      'status' in value ? { outcome: value, reason: null } : value,
    ]),
  )

describe('computeScore', () => {
  it('adds up the expected checks in the order of the lab', () => {
    const score = computeScore(lab, 'submit', found({ c: passed, b: passed, a: passed }))
    expect(score).toMatchObject({ score: 100, maxScore: 100, passed: true })
    expect(score.checks.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('fails a submission whose points suffice when a check that must pass did not', () => {
    const generous = { ...lab, passScore: 40 } as LabDefinition
    expect(computeScore(generous, 'submit', found({ a: passed, b: partial(0.9), c: passed }))).toMatchObject({
      score: 95,
      passed: false,
    })
  })

  it('fails what was not found, and counts nothing that was not expected', () => {
    const score = computeScore(lab, 'submit', found({ a: passed, z: passed }))
    expect(score.score).toBe(30)
    expect(score.checks.slice(1)).toMatchObject([
      { id: 'b', status: 'failed', reason: 'missing' },
      { id: 'c', status: 'failed', reason: 'missing' },
    ])
  })

  it.each(['oom', 'disk', 'timeout'] as const)(
    'takes the points of a verdict reached by a run that ended by %s',
    (reason) => {
      const score = computeScore(
        lab,
        'submit',
        found({ a: { outcome: passed, reason }, b: { outcome: partial(1), reason } }),
      )
      expect(score.checks.slice(0, 2)).toMatchObject([
        { status: 'failed', points: 0, reason },
        { status: 'failed', points: 0, reason },
      ])
    },
  )

  it.each([
    [0, 0],
    [0.5, 10],
    [0.9, 18],
    [0.99, 19],
    [1, 20],
    [7, 20],
    [-1, 0],
    [Number.NaN, 0],
  ])('gives %s of 20 points as %s, never as passed', (fraction, points) => {
    const last = computeScore(lab, 'submit', found({ c: partial(fraction) })).checks[2]
    expect(last).toMatchObject({ status: 'partial', points })
  })

  it('gives 0.9 of 10 points as 9', () => {
    const tens = { ...lab, checks: [check('a', 10, 'visible')] } as unknown as LabDefinition
    expect(computeScore(tens, 'submit', found({ a: partial(0.9) })).score).toBe(9)
    expect(computeScore(tens, 'submit', found({ a: partial(0.1 + 0.2) })).score).toBe(3)
  })

  it('on Check judges visible checks only and passes when all of them do', () => {
    expect(computeScore(lab, 'check', found({ a: passed }))).toMatchObject({ score: 30, maxScore: 30, passed: true })
    expect(computeScore(lab, 'check', found({ a: failed, b: passed }))).toMatchObject({ score: 0, passed: false })
  })

  it('names a check that crashed', () => {
    const [first] = computeScore(
      lab,
      'submit',
      found({ a: { outcome: { status: 'crashed', detail: 'x' }, reason: null } }),
    ).checks
    expect(first).toMatchObject({ status: 'failed', reason: 'crash', feedback: null })
  })
})
