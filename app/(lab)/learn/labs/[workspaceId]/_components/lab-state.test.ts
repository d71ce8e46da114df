import { describe, expect, it } from 'vitest'
import { type FileEntry, treeOf } from '../../../../../_features/lab-editor/files.ts'
import { type LabEvent, type LabState, reduceLab, stepState } from './lab-state.ts'

const file = (path: string): FileEntry => ({ path, revision: 1, isReadOnly: false, isChanged: false })
const start: LabState = {
  files: [file('policy/policy.ts'), file('policy/derive.ts')],
  tabs: ['policy/policy.ts', 'policy/derive.ts'],
  active: 'policy/policy.ts',
  view: 'file',
  panel: 'terminal',
  fold: 'guide',
  channel: 'open',
  run: { isRunning: false, output: [], exit: null, at: null, version: 0, isCut: false, trace: [] },
  traces: [],
  traced: null,
  isChecking: false,
  version: 0,
  asked: 0,
  outcomes: {},
  selectedCheck: null,
  problems: [],
  graded: null,
  left: 3,
  isClosed: false,
  fault: null,
}
const outcome = (id: string, status: 'passed' | 'failed', points: number) => ({
  id,
  status,
  points,
  of: 10,
  feedback: null,
  reason: null,
  ms: 5,
  at: 1,
  version: 0,
})

describe('reduceLab', () => {
  it('says that a run was lost when the line goes away under it', () => {
    const running = reduceLab(start, { type: 'run.asked', at: 1 })
    expect(reduceLab(running, { type: 'channel', state: 'away' }).run).toMatchObject({
      isRunning: false,
      exit: { reason: 'lost' },
    })
  })

  it('leaves what concerns only terminal and files to those', () => {
    for (const message of [
      { type: 'ready' as const },
      { type: 'terminal.data' as const, data: 'x' },
      { type: 'terminal.exited' as const },
      { type: 'files.changed' as const, files: [] },
    ]) {
      expect(reduceLab(start, { type: 'message', message })).toBe(start)
    }
  })

  it('opens the neighbour of a tab that closes', () => {
    expect(reduceLab(start, { type: 'close', path: 'policy/policy.ts' })).toMatchObject({
      tabs: ['policy/derive.ts'],
      active: 'policy/derive.ts',
    })
  })

  it('forgets a file that was deleted and closes its tab', () => {
    const after = reduceLab(start, { type: 'file.changed', path: 'policy/policy.ts', isChanged: true, exists: false })
    expect(after.files.map(({ path }) => path)).toEqual(['policy/derive.ts'])
    expect(after.tabs).toEqual(['policy/derive.ts'])
  })

  it('knows which outcomes are of an earlier version', () => {
    const outcomes = [outcome('a', 'passed', 10)]
    const events: LabEvent[] = [
      { type: 'check.asked' },
      { type: 'edited' },
      { type: 'edited' },
      { type: 'check.done', at: 1, outcomes, traces: [] },
      { type: 'run.asked', at: 2 },
    ]
    const after = events.reduce(reduceLab, start)
    expect(after.outcomes.a!.version).toBeLessThan(after.version)
    expect(after.run.version).toBe(after.version)
    const again = [
      { type: 'edited' },
      { type: 'check.asked' },
      { type: 'check.done', at: 3, outcomes, traces: [] },
    ] as LabEvent[]
    const last = again.reduce(reduceLab, after)
    expect(last.outcomes.a!.version).toBe(last.version)
    expect(last.run.version).toBeLessThan(last.version)
  })

  it('draws nothing anew for edits after the first', () => {
    const first = reduceLab(start, { type: 'edited' })
    expect(reduceLab(first, { type: 'edited' })).toBe(first)
  })

  it('shows the first check that failed', () => {
    const after = reduceLab(start, {
      type: 'check.done',
      at: 1,
      outcomes: [outcome('a', 'passed', 10), outcome('b', 'failed', 0)],
      traces: [],
    })
    expect(after).toMatchObject({ panel: 'checks', selectedCheck: 'b', isChecking: false, traced: null })
  })

  it('brings the trace of the check that failed, then of the one looked at, and of Run once that is asked for', () => {
    const trace = (check: string) => ({ check, worlds: 1, entries: [] })
    const checked = reduceLab(start, {
      type: 'check.done',
      at: 1,
      outcomes: ['a', 'b', 'c'].map((id) => outcome(id, id === 'a' ? 'passed' : 'failed', 0)),
      traces: [trace('a'), trace('b')],
    })
    expect(checked).toMatchObject({ traced: 'b', traces: [{ isPassed: true }, { isPassed: false }] })
    const looked = reduceLab(checked, { type: 'select', check: 'a' })
    expect(looked.traced).toBe('a')
    expect(reduceLab(looked, { type: 'select', check: 'c' }).traced).toBe('a')
    expect(reduceLab(looked, { type: 'run.asked', at: 2 }).traced).toBeNull()
    const edited = reduceLab(looked, { type: 'edited' })
    expect(edited.traces[0]!.version).toBeLessThan(edited.version)
  })
})

describe('stepState', () => {
  const checks = [
    { id: 'a', points: 10, visibility: 'visible' as const },
    { id: 'b', points: 30, visibility: 'hidden' as const },
  ]
  it.each([
    [{}, { mark: 'open', points: null, of: 40 }],
    [{ a: outcome('a', 'passed', 10) }, { mark: 'half', points: 10, of: 40 }],
    [
      { a: outcome('a', 'passed', 10), b: outcome('b', 'passed', 30) },
      { mark: 'passed', points: 40, of: 40 },
    ],
    [
      { a: outcome('a', 'failed', 0), b: outcome('b', 'passed', 30) },
      { mark: 'half', points: 30, of: 40 },
    ],
  ])('%#', (outcomes, expected) => {
    expect(stepState(['a', 'b'], checks, outcomes)).toEqual(expected)
  })
})

describe('treeOf', () => {
  it('puts folders first and keeps closed ones closed', () => {
    const files = ['README.md', 'policy/policy.ts', 'manifests/a.json', 'policy/deep/x.ts'].map(file)
    expect(treeOf(files, new Set(['manifests'])).map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      '0 manifests',
      '0 policy',
      '1 deep',
      '2 x.ts',
      '1 policy.ts',
      '0 README.md',
    ])
  })
})
