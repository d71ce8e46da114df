import { describe, expect, it } from 'vitest'
import { areasOf, homeOf, keyOf } from './areas.ts'

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

describe('keyOf', () => {
  it('tells two roles of one area apart, whose screens differ', () => {
    const [own, partner] = [keyOf(areasOf(['programme_manager'])), keyOf(areasOf(['partner_manager']))]
    expect(own).toContain('programmes')
    expect(partner).not.toContain('programmes')
    expect(keyOf(areasOf(['proctor']))).toBe(keyOf(areasOf(['assessor'])))
  })
})
