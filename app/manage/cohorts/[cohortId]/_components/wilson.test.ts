import { describe, expect, it } from 'vitest'
import { wilson } from './wilson.ts'

describe('wilson', () => {
  it.each([
    [158, 412, 0.338, 0.431],
    [0, 24, 0, 0.138],
    [1, 24, 0.007, 0.202],
    [24, 24, 0.862, 1],
  ])('gives %i of %i the interval from %f to %f', (count, total, low, high) => {
    const interval = wilson(count, total)
    expect(interval.low).toBeCloseTo(low, 3)
    expect(interval.high).toBeCloseTo(high, 3)
  })
})
