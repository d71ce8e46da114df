import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines } from './line-diff.ts'

const short = (before: string, now: string) =>
  diffLines(before, now).map(({ kind, text }) => ({ same: ' ', removed: '-', added: '+' })[kind] + text)

describe('diffLines', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a\nb', '', ['-a', '-b', '+']],
    ['a\nb\nc\nd', 'c\nd\ne', ['-a', '-b', ' c', ' d', '+e']],
  ])('%j → %j', (before, now, expected) => {
    expect(short(before, now)).toEqual(expected)
  })

  it('gives back both texts, line by line and by their numbers', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 14 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(texts, texts, (before, now) => {
        const lines = diffLines(before, now)
        const was = lines.filter(({ kind }) => kind !== 'added')
        const is = lines.filter(({ kind }) => kind !== 'removed')
        expect(was.map(({ text }) => text).join('\n')).toBe(before)
        expect(is.map(({ text }) => text).join('\n')).toBe(now)
        expect(was.map((line) => line.before)).toEqual(was.map((_, index) => index + 1))
        expect(is.map((line) => line.now)).toEqual(is.map((_, index) => index + 1))
      }),
    )
  })

  it('takes texts that are too long to compare as changed throughout, between what is the same at both ends', () => {
    const many = (word: string) =>
      ['first', ...Array.from({ length: 2_000 }, (_, n) => `${word} ${n}`), 'last'].join('\n')
    const lines = diffLines(many('a'), many('b'))
    expect(lines.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toEqual(['first', 'last'])
  })
})
