import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedLines } from './change-marks.ts'

describe('changedLines', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', []],
    ['a\nb\nc', 'a\nx\nc', [2]],
    ['a\nc', 'a\nb\nc', [2]],
    ['a\nb\nc', 'a\nc', []],
    ['', 'a\nb', [1, 2]],
    ['a\nb\nc\nd', 'x\nb\ny\nd', [1, 3]],
  ])('%j → %j', (before, now, expected) => {
    expect(changedLines(before, now)).toEqual(expected)
  })

  it('leaves lines that were all in the starter, in its order', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(texts, texts, (before, now) => {
        const changed = new Set(changedLines(before, now))
        const kept = now.split('\n').filter((_, index) => !changed.has(index + 1))
        const pool = before.split('\n')
        for (const line of kept) {
          const at = pool.indexOf(line)
          expect(at).toBeGreaterThanOrEqual(0)
          pool.splice(0, at + 1)
        }
      }),
    )
  })
})
