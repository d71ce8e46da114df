import { describe, expect, it } from 'vitest'
import { likePattern, matchOf, wordsOf } from './find-words.ts'

describe('matchOf', () => {
  const texts = ['L20', 'Residency policy as code', 'コードによるレジデンシーポリシー']
  it.each([
    ['l20', 3],
    ['Ｌ２０', 3],
    ['resid', 2],
    ['コード', 2],
    ['ポリシー', 1],
    ['ﾎﾟﾘｼｰ', 1],
    ['code  RESIDENCY', 1],
    ['policy ポリシー', 1],
    ['policy quiz', 0],
    ['agent', 0],
  ])('%s → %d', (text, expected) => {
    expect(matchOf(wordsOf(text), [...texts, null])).toBe(expected)
  })
})

it('likePattern takes wildcards as they were typed', () => {
  expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%')
})
