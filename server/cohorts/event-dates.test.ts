import { expect, test } from 'vitest'
import { firstDayOfEnrolment, firstDayOfObservation } from './event-dates.ts'

const cohort = { zone: 'Asia/Tokyo', startsOn: '2026-04-01' }
const at = (text: string) => new Date(text)

test.each([
  // enrolled, now, first
  ['2026-03-10T00:00:00Z', '2026-05-01T00:00:00Z', '2026-04-01'],
  ['2026-04-20T00:00:00Z', '2026-05-01T00:00:00Z', '2026-04-20'],
  ['2026-04-20T16:00:00Z', '2026-05-01T00:00:00Z', '2026-04-21'],
  ['2026-03-10T00:00:00Z', '2026-03-20T00:00:00Z', '2026-03-20'],
])('enrolled at %s, something told at %s can have happened from %s on', (enrolled, now, first) => {
  expect(firstDayOfEnrolment(cohort, at(enrolled), at(now))).toBe(first)
})

test('an observation can have happened from the day on which its assessor was assigned', () => {
  const facts = { enrolledAt: at('2026-03-10T00:00:00Z'), assignedAt: at('2026-04-30T00:00:00Z') }
  expect(firstDayOfObservation(cohort, facts, at('2026-05-01T00:00:00Z'))).toBe('2026-04-30')
})
