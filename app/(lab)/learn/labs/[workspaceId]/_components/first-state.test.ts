import { describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../../../../../_features/lab-editor/checks.ts'
import { firstState } from './first-state.ts'
import type { LabProps, Remembered } from './lab-types.ts'

const outcome = (id: string, status: CheckOutcome['status']): CheckOutcome => ({
  ...{ id, status, points: 0, of: 10, feedback: null, reason: null, ms: 1 },
})
const nothing: Remembered = { check: null, run: null, submission: null }
const state = (remembered: Partial<Remembered>) =>
  firstState({
    open: [],
    files: [],
    left: 3,
    isClosed: false,
    remembered: { ...nothing, ...remembered },
  } as unknown as LabProps)
const check = { at: 2, isCurrent: true, checks: [outcome('a', 'passed'), outcome('b', 'failed')], traces: [] }
const graded = { submissionId: 's', state: 'graded' as const, position: null, score: 40, isPassed: false }

describe('firstState', () => {
  it('is empty where nothing was done yet', () => {
    expect(state({})).toMatchObject({ outcomes: {}, panel: 'checks', graded: null, run: { at: null } })
  })

  it('shows the last check and what failed in it', () => {
    const { outcomes, version, selectedCheck } = state({ check })
    expect(selectedCheck).toBe('b')
    expect(outcomes.a).toMatchObject({ at: 2, version })
  })

  it('says that an outcome is of an earlier version', () => {
    const { outcomes, version } = state({ check: { ...check, isCurrent: false } })
    expect(outcomes.a!.version).toBeLessThan(version)
  })

  it('takes the newer of Check and Submit for each check', () => {
    const submission = { at: 1, isCurrent: false, graded, checks: [outcome('a', 'failed'), outcome('h', 'failed')] }
    const { outcomes } = state({ check, submission })
    expect(outcomes).toMatchObject({ a: { status: 'passed', at: 2 }, h: { status: 'failed', at: 1 } })
  })

  it('opens on the output when Run came last', () => {
    const run = {
      at: 3,
      isCurrent: true,
      output: [],
      exit: { exitCode: 0, reason: 'exited' as const, ms: 1 },
      isCut: false,
      trace: [],
    }
    expect(state({ check, run }).panel).toBe('output')
    const traces = [{ check: 'b', worlds: 1, entries: [] }]
    expect(state({ check: { ...check, traces }, run }).traced).toBeNull()
    expect(state({ check: { ...check, traces } }).traced).toBe('b')
  })
})
