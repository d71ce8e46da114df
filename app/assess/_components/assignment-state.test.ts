import { describe, expect, it } from 'vitest'
import { stateOf } from './assignment-state.ts'

const now = new Date('2026-05-01T03:00:00Z')
const at = (text: string) => new Date(`2026-05-01T${text}:00Z`)
const none = { identityConfirmedAt: null, openedAt: null, closesAt: null, closedAt: null }

describe('stateOf an attempt', () => {
  it.each([
    ['waiting', none],
    ['confirmed', { ...none, identityConfirmedAt: at('02:00') }],
    ['open', { ...none, identityConfirmedAt: at('02:00'), openedAt: at('02:05'), closesAt: at('03:05') }],
    ['closed', { ...none, identityConfirmedAt: at('02:00'), openedAt: at('02:00'), closesAt: now }],
    [
      'closed',
      {
        ...none,
        identityConfirmedAt: at('02:00'),
        openedAt: at('02:00'),
        closesAt: at('04:00'),
        closedAt: at('02:30'),
      },
    ],
  ])('is %s', (state, times) => {
    expect(stateOf(times, now)).toBe(state)
  })
})
