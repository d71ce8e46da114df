import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feedback } from '../harness/protocol.ts'
import { cleanFeedback, cleanText } from './feedback.ts'

const text = { en: 'Wrong.', ja: '違います。' }

describe('cleanText', () => {
  it.each([
    ['plain\ttext\nof two lines', 'plain\ttext\nof two lines'],
    ['日本語 ＯＳＡＫＡ 👩‍👩‍👧 é', '日本語 ＯＳＡＫＡ 👩‍👩‍👧 é'],
    ['\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['a\u0000b', 'a⟨U+0000⟩b'],
    ['a\r\nb\rc', 'a\nb⟨U+000D⟩c'],
    ['\u202eevil', '⟨U+202E⟩evil'],
    ['x\ud800y', 'x\ufffdy'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    [undefined, ''],
    [{ a: 1 }, '{"a":1}'],
    [42, '42'],
    [Symbol('x'), ''],
  ])('turns %j into %j', (given, expected) => {
    expect(cleanText(given, 100)).toBe(expected)
  })

  it('never exceeds its length, and is well-formed and free of control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 50 }), (given, max) => {
        const clean = cleanText(given, max)
        expect([...clean].length).toBeLessThanOrEqual(max)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
      }),
    )
  })
})

describe('cleanFeedback', () => {
  it('keeps its fields and no others', () => {
    const given = {
      text,
      expected: '1',
      seen: '2',
      where: { file: 'a.ts', line: 3 },
      html: '<b>',
      __proto__: { points: 1 },
    }
    expect(cleanFeedback(given)).toEqual({ text, expected: '1', seen: '2', where: { file: 'a.ts', line: 3 } })
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3'])('drops a line of %s', (line) => {
    expect(cleanFeedback({ text, where: { file: 'a', line: line as number } }).where).toEqual({ file: 'a' })
  })

  it('survives feedback of the wrong shape', () => {
    expect(cleanFeedback(undefined as unknown as Feedback)).toEqual({ text: { en: '', ja: '' } })
    expect(cleanFeedback({ text: 'no' } as unknown as Feedback)).toEqual({ text: { en: '', ja: '' } })
  })

  it('ends what has too many lines', () => {
    const { seen = '' } = cleanFeedback({ text, seen: 'x\n'.repeat(500) })
    expect(seen.split('\n')).toHaveLength(41)
    expect(seen.endsWith('…')).toBe(true)
  })
})
