import { describe, expect, it } from 'vitest'
import { passedAssessment, type Results } from './activities.ts'

type Submitted = Results['submissions'][number]

const at = new Date('2026-05-01T03:00:00Z')
const submitted = (id: string, more: Partial<Submitted> = {}) =>
  ({
    ...{ id, activity: { id: 'lab' }, mode: 'proctored', review: null },
    state: { state: 'graded', score: 90, isPassed: true, gradedAt: at },
    ...more,
  }) as Submitted
const found = (...submissions: Submitted[]) => passedAssessment({ submissions }, 'lab')
const marked = (state: 'waiting' | 'unwritten' | 'met' | 'not_met') => ({ review: { file: 'memo.md', state } })

describe('an assessment that was passed', () => {
  it('is the newest one that was watched and graded as passed', () => {
    expect(found(submitted('new'), submitted('old'))).toEqual({ id: 'new', at, isMarked: true })
    const state = { state: 'graded' as const, score: 9, isPassed: false, gradedAt: at }
    expect(found(submitted('failed', { state }), submitted('passed'))?.id).toBe('passed')
  })

  it('is none in practice, of another activity, or not graded yet', () => {
    const other = { activity: { id: 'other' } } as Partial<Submitted>
    expect(found(submitted('a', { mode: 'practice' }), submitted('b', other))).toBeNull()
    expect(found(submitted('c', { state: { state: 'grading' } }))).toBeNull()
  })

  it('waits with its marks, and is none where those were not met', () => {
    expect(found(submitted('a', marked('waiting')))).toMatchObject({ isMarked: false })
    expect(found(submitted('a', marked('met')))).toMatchObject({ isMarked: true })
    expect(found(submitted('a', marked('not_met')), submitted('b', marked('unwritten')))).toBeNull()
  })
})
