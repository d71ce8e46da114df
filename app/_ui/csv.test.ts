import { describe, expect, it } from 'vitest'
import { toCsv } from './csv.ts'

describe('toCsv', () => {
  it.each([
    [['a', 1, null], 'a,1,'],
    [['say "yes", twice', 'two\nlines'], '"say ""yes"", twice","two\nlines"'],
    [['=1+1', '+81', '@me', '-2'], "'=1+1,'+81,'@me,'-2"],
    [[-2, '星野 澪'], '-2,星野 澪'],
  ])('writes %j', (row, line) => {
    expect(toCsv([row])).toBe(`\uFEFF${line}\r\n`)
  })
})
