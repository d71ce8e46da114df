import { describe, expect, it } from 'vitest'
import { median, quantile } from './measure.ts'

describe('quantile', () => {
  it('takes the nearest rank, whatever the order', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5)
    expect(quantile([7], 0.95)).toBe(7)
  })

  it('takes the lower of two middles', () => {
    expect(median([4, 1, 3, 2])).toBe(2)
  })
})
