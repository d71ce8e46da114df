import { describe, expect, it } from 'vitest'
import { areasOf, homeOf } from './areas.ts'

describe('areasOf', () => {
  it('gives a person of several roles each area once, in order', () => {
    expect(areasOf(['operator', 'learner', 'assessor', 'proctor']).map(({ area }) => area)).toEqual([
      'learn',
      'assess',
      'operate',
    ])
  })

  it('sends who has no organisation to their account', () => {
    expect(homeOf([])).toEqual({ area: null, href: '/account' })
    expect(homeOf(['auditor', 'instructor'])).toEqual({ area: 'teach', href: '/teach' })
  })

  it('gives nobody nothing', () => {
    expect(areasOf([])).toEqual([])
  })
})
