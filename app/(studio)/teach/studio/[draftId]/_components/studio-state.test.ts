import { describe, expect, it } from 'vitest'
import { firstState, reduceStudio } from './studio-state.ts'
import { doneSteps } from './studio-steps.ts'
import type { DraftJob, DraftView } from './studio-types.ts'

const view = (over: Partial<DraftView> = {}): DraftView =>
  ({
    ...{ draftId: 'd', slug: 's', code: 'X01', titles: { en: 'A', ja: 'あ' }, revision: 1, manifestDigest: 'now' },
    ...{ problems: [], jobs: [], organisationNames: { en: 'O', ja: '組' }, state: 'draft', number: null },
    files: ['lab.yaml', 'starter/main.ts'].map((path) => ({ path, revision: 1 })),
    publications: [],
    ...over,
  }) as DraftView

const job = (over: Partial<DraftJob>): DraftJob =>
  ({
    ...{ id: 'j', kind: 'solution', manifestDigest: 'now', queuedAt: '1', finishedAt: '2', outcome: 'done' },
    ...{ isProven: null, state: 'finished', position: null, progress: null, result: null },
    ...over,
  }) as DraftJob

const graded = (passed: boolean) => ({ kind: 'graded', passed }) as DraftJob['result']

describe('what the server says of the files', () => {
  const start = firstState(view())

  it('adds what another wrote and takes away what another deleted, with its tab', () => {
    const opened = reduceStudio(start, { type: 'open', path: 'starter/main.ts' })
    const next = view({
      files: [
        { path: 'lab.yaml', revision: 1 },
        { path: 'checks/new.ts', revision: 2 },
      ],
    })
    const after = reduceStudio(opened, { type: 'view', view: next, waiting: [] })
    expect(after.files.map(({ path }) => path)).toEqual(['lab.yaml', 'checks/new.ts'])
    expect(after).toMatchObject({ tabs: ['lab.yaml'], active: 'lab.yaml' })
  })

  it('leaves alone what is still on its way from here', () => {
    const typed = reduceStudio(start, { type: 'file.changed', path: 'checks/mine.ts', isChanged: true, exists: true })
    const gone = reduceStudio(typed, { type: 'file.changed', path: 'starter/main.ts', isChanged: true, exists: false })
    const waiting = ['checks/mine.ts', 'starter/main.ts']
    const after = reduceStudio(gone, { type: 'view', view: view(), waiting })
    expect(after.files.map(({ path }) => path)).toEqual(['lab.yaml', 'checks/mine.ts'])
  })

  it('opens the problems when they stand in the way', () => {
    const fault = { reason: 'draftHasProblems', params: { count: 1 } }
    expect(reduceStudio(start, { type: 'fault', fault })).toMatchObject({ panel: 'problems', isAsking: false })
  })
})

describe('the steps', () => {
  const steps = (over: Partial<DraftView>, isSaved = true) => doneSteps(view(over), isSaved)

  it('are open at first, but for files that fit together', () => {
    expect(steps({})).toEqual({ define: 'passed', starter: 'open', solution: 'open', prove: 'open', publish: 'open' })
  })

  it('count what was run on the files as they are now alone', () => {
    const jobs = [job({ result: graded(true) }), job({ kind: 'starter', result: graded(false) })]
    expect(steps({ jobs })).toMatchObject({ solution: 'passed', starter: 'passed' })
    expect(steps({ jobs, manifestDigest: 'later' })).toMatchObject({ solution: 'open', starter: 'open' })
    expect(steps({ jobs }, false)).toMatchObject({ solution: 'open', starter: 'open' })
  })

  it('want a starter that fails and a solution that passes', () => {
    const jobs = [job({ result: graded(false) }), job({ kind: 'starter', result: graded(true) })]
    expect(steps({ jobs })).toMatchObject({ solution: 'failed', starter: 'failed' })
  })

  it('are under way, cancelled, proven and published as the draft is', () => {
    expect(steps({ jobs: [job({ kind: 'prove', state: 'running' })] })).toMatchObject({ prove: 'half' })
    expect(steps({ jobs: [job({ kind: 'prove', outcome: 'cancelled' })] })).toMatchObject({ prove: 'open' })
    expect(steps({ state: 'proven' })).toMatchObject({ starter: 'passed', solution: 'passed', prove: 'passed' })
    expect(steps({ state: 'published' })).toMatchObject({ prove: 'passed', publish: 'passed' })
  })
})
