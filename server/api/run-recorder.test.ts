import { expect, it } from 'vitest'
import type { RunReport } from '../assessment/index.ts'
import { RunRecorder } from './run-recorder.ts'

function listen(...messages: object[]): { start: number; report: RunReport }[] {
  const heard: { start: number; report: RunReport }[] = []
  let starts = 0
  const recorder = new RunRecorder(
    () => ++starts,
    (start, report) => heard.push({ start, report }),
  )
  for (const message of messages) recorder.hear(JSON.stringify(message))
  return heard
}

const started = { type: 'run.started' }
const printed = (data: string, stream = 'stdout') => ({ type: 'run.output', stream, data })
const exited = { type: 'run.exited', exitCode: 1, reason: 'exited', ms: 7 }

it('tells of each run with what it printed, in order', () => {
  expect(listen(started, printed('a'), printed('b'), printed('c', 'stderr'), exited, started, exited)).toEqual([
    {
      start: 1,
      report: {
        output: [
          { stream: 'stdout', data: 'ab' },
          { stream: 'stderr', data: 'c' },
        ],
        trace: [],
        isCut: false,
        exit: { exitCode: 1, reason: 'exited', ms: 7 },
      },
    },
    { start: 2, report: { output: [], trace: [], isCut: false, exit: { exitCode: 1, reason: 'exited', ms: 7 } } },
  ])
})

it('says nothing of a run whose beginning it did not hear', () => {
  expect(listen(printed('a'), exited, { type: 'terminal.data', data: '{"type":"run.started"}' }, exited)).toEqual([])
})

it('keeps the end of what was too long', () => {
  const [heard] = listen(started, printed('x'.repeat(99_999), 'stderr'), printed('yz'), exited)
  expect(heard?.report.isCut).toBe(true)
  expect(heard?.report.output.map(({ data }) => data.length)).toEqual([99_998, 2])
})
