import { describe, expect, it } from 'vitest'
import { stuckOn } from './stuck.ts'

const failing = (...failed: string[]) => ({ isPassed: false, failed })
const passed = { isPassed: true, failed: [] }

describe('stuckOn', () => {
  it.each([
    ['two failures are not three', [failing('a'), failing('a')], []],
    ['the same check three times', [failing('a', 'b'), failing('a'), failing('a', 'c')], ['a']],
    ['another check each time', [failing('a'), failing('b'), failing('a')], []],
    ['who passed is not stuck', [passed, failing('a'), failing('a'), failing('a')], []],
    ['who passed before the last three is', [failing('a'), failing('a'), failing('a'), passed], ['a']],
    ['nothing', [], []],
  ])('%s', (_, newest, expected) => {
    expect(stuckOn(newest)).toEqual(expected)
  })
})
