import { expect, test } from 'vitest'
import { boundedTrace, type TraceEntry } from './bounded-trace.ts'

const model = (text: string, seq = 0) => ({
  ...{ kind: 'model', seq, conversation: 0, state: 'look', adversaries: [], isRetry: false },
  read: [{ role: 'user', text }],
  answer: { text: 'yes', calls: [], stop: 'end' },
  usage: { input: 4, output: 1 },
})

function hear(...told: unknown[]): TraceEntry[] {
  const heard: TraceEntry[] = []
  const tell = boundedTrace((entry) => heard.push(entry))
  for (const entry of told) tell(entry)
  return heard
}

test('passes on entries as they are, and nothing of another shape', () => {
  const tool = { kind: 'tool', seq: 1, tool: 'count', args: {}, result: { count: 1 }, error: null }
  const refusal = { kind: 'refusal', seq: 2, refusal: 'rate_limited', message: 'Too many requests.' }
  expect(hear(model('hello'), tool, refusal)).toEqual([model('hello'), tool, refusal])
  let deep: unknown = 1
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  const wrong = [
    null,
    'model',
    { kind: 'model' },
    { ...tool, seq: 'x' },
    { ...tool, args: undefined },
    { ...tool, args: deep },
  ]
  expect(hear(...wrong, { ...model('x'), answer: null }, { kind: 'cut', seq: 0 })).toEqual([])
})

test('shortens what nobody reads: long texts, long lists, large values', () => {
  const long = 'x'.repeat(1_000_000)
  const many = { ...model('x'), read: Array.from({ length: 500 }, () => ({ role: 'user', text: 'y' })) }
  const [text, list, value] = hear(model(long), many, {
    kind: 'tool',
    seq: 2,
    tool: 't',
    args: { long },
    result: null,
    error: null,
  })
  expect(JSON.stringify(text).length).toBeLessThan(3_000)
  expect(list).toMatchObject({ read: { length: 40 } })
  expect(value).toMatchObject({ args: expect.stringMatching(/^\{"long":"x+…$/) })
})

test('ends with a line that says so once there is too much', () => {
  const heard = hear(...Array.from({ length: 2_000 }, (_, seq) => model('short', seq)))
  expect(heard).toHaveLength(501)
  expect(heard.at(-1)).toEqual({ kind: 'cut', seq: 500 })
  const large = hear(...Array.from({ length: 2_000 }, (_, seq) => model('x'.repeat(5_000), seq)))
  expect(large.length).toBeLessThan(250)
  expect(large.at(-1)).toMatchObject({ kind: 'cut' })
})
