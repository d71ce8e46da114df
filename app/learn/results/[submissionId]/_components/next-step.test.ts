import { expect, test } from 'vitest'
import type { PathActivity } from '../../../_components/activities.ts'
import { nextStepOf, type Shown } from './next-step.ts'

const activity = (id: string, kind: PathActivity['kind'], state: PathActivity['state'], course = 's1') =>
  ({
    ...{ id, kind, state, title: { en: id, ja: id } },
    course: { slug: course, title: { en: course, ja: course } },
    module: { slug: 'residency', title: { en: 'Residency', ja: '所在' } },
  }) as PathActivity
const activities = [
  activity('read', 'lesson', 'completed'),
  activity('early', 'quiz', 'open'),
  activity('lab', 'lab', 'started'),
  activity('later', 'lesson', 'open'),
  activity('exam', 'exam', 'open'),
  activity('other', 'lesson', 'open', 'a1'),
]
const credential = { submissionId: 's', handle: 'h', name: { en: 'C', ja: 'C' }, revokedAt: null }
const step = (
  isPassed: boolean,
  more: Partial<Shown['submission']> = {},
  rest: Partial<Omit<Shown, 'submission'>> = {},
) =>
  nextStepOf({
    submission: {
      ...{ id: 's', activity: { id: 'lab', kind: 'lab' }, review: null },
      state: { state: 'graded', score: 1, isPassed, gradedAt: new Date(0) },
      ...more,
    },
    ...{ paths: [{ activities }], credentials: [], ...rest },
  })

test('after passing, what comes next in the course; else what was left out; else the path', () => {
  expect(step(true)).toMatchObject({ kind: 'activity', href: '/learn/lessons/later' })
  const done = (...ids: string[]) => [
    { activities: activities.map((one) => (ids.includes(one.id) ? { ...one, state: 'completed' as const } : one)) },
  ]
  expect(step(true, {}, { paths: done('later') })).toMatchObject({ href: '/learn/labs#exam' })
  expect(step(true, {}, { paths: done('later', 'exam') })).toMatchObject({ href: '/learn/quizzes/early' })
  expect(step(true, {}, { paths: done('later', 'exam', 'early') })).toEqual({ kind: 'path', href: '/learn' })
  expect(step(true, { activity: { id: 'own', kind: 'lab' } })).toEqual({ kind: 'path', href: '/learn' })
})

test('a credential that came of it comes first, unless it was revoked', () => {
  expect(step(true, {}, { credentials: [credential] })).toMatchObject({ kind: 'credential', href: '/credentials/h' })
  const others = [
    { ...credential, submissionId: 'x' },
    { ...credential, revokedAt: new Date(0) },
  ]
  expect(step(true, {}, { credentials: others })).toMatchObject({ kind: 'activity' })
})

test('what was not passed, or not marked as meeting every criterion, leads back', () => {
  const lessons = { href: '/learn/courses/s1#residency', title: { en: 'Residency', ja: '所在' } }
  const again = { kind: 'again', href: '/learn/labs#lab', lessons }
  expect(step(false)).toEqual(again)
  expect(step(true, { review: { state: 'not_met' } })).toEqual(again)
  expect(step(true, { review: { state: 'unwritten' } })).toEqual(again)
  expect(step(true, { review: { state: 'waiting' } })).toMatchObject({ kind: 'activity' })
  expect(step(false, { activity: { id: 'exam', kind: 'exam' } })).toMatchObject({
    href: '/learn/labs#exam',
    lessons: { href: '/learn/courses/s1' },
  })
})

test('what is not graded leads nowhere yet', () => {
  expect(step(false, { state: { state: 'held' } })).toBeNull()
})
