import { expect, test } from 'vitest'
import { hasSoundTexts } from './sound-text.ts'

test.each([
  ['plain', true],
  [{ name: '葵🙂', list: ['é', 1, null] }, true],
  [{ content: 'a\0b' }, true],
  [{ name: 'a\0b' }, false],
  [{ list: [{ name: '\uD83D' }] }, false],
  [{ 'a\0': 1 }, false],
  [{ content: '\uDC00' }, false],
])('%j is sound: %s', (value, isSound) => {
  expect(hasSoundTexts(value)).toBe(isSound)
})

test('what is nested without end is not', () => {
  let value: unknown = 'x'
  for (let n = 0; n < 10_000; n++) value = [value]
  expect(hasSoundTexts(value)).toBe(false)
})
