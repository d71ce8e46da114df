import { describe, expect, it } from 'vitest'
import { areasOf } from './areas.ts'

describe('areasOf', () => {
  it('gives a person of several roles each area once, in order', () => {
    expect(areasOf(['operator', 'learner', 'assessor', 'proctor']).map(({ area }) => area)).toEqual([
      'learn',
      'assess',
      'operate',
    ])
  })

  it('gives nobody nothing', () => {
    expect(areasOf([])).toEqual([])
  })
})
