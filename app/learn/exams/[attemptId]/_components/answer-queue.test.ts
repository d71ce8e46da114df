import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AnswerQueue } from './answer-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('sends one after the other, and of a question that changes meanwhile the newest', async () => {
  const sent: string[] = []
  const queue = new AnswerQueue(async ({ questionId, choice }) => {
    sent.push(`${questionId}:${choice.join()}`)
    await Promise.resolve()
    return null
  })
  queue.choose('a', 'v', ['1'])
  queue.choose('b', 'v', ['1'])
  queue.choose('a', 'v', ['2'])
  queue.choose('a', 'v', ['3'])
  expect(queue.read()).toEqual({ kind: 'saving' })
  expect(await queue.flush()).toBe(true)
  expect(sent).toEqual(['a:1', 'b:1', 'a:3'])
  expect(queue.read()).toEqual({ kind: 'saved' })
})

test('sends the same answer again after the site was away, and says so meanwhile', async () => {
  const ids: string[] = []
  const queue = new AnswerQueue(async ({ answerId }) => {
    ids.push(answerId)
    if (ids.length < 3) throw new Error('away')
    return null
  })
  queue.choose('a', 'v', ['1'])
  expect(await queue.flush()).toBe(false)
  expect(queue.read()).toEqual({ kind: 'waits', sentence: null })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(queue.read()).toEqual({ kind: 'saved' })
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(1)
})

test('tells a refusal in its own words', async () => {
  const queue = new AnswerQueue(async () => 'The time is over.')
  let told = 0
  queue.subscribe(() => told++)
  queue.choose('a', 'v', ['1'])
  expect(await queue.flush()).toBe(false)
  expect(queue.read()).toEqual({ kind: 'waits', sentence: 'The time is over.' })
  expect(told).toBe(2)
})
