import type { Submission } from '../../../../_features/submissions/submission-view.tsx'
import type { api } from '../../../../_trpc/server.ts'
import { distinct, hrefOf, nextAfter, type Path, type PathActivity } from '../../../_components/activities.ts'

type Caller = Awaited<ReturnType<typeof api>>
type Credential = Awaited<ReturnType<Caller['credentials']['listMine']>>[number]

export type NextStep =
  | { kind: 'credential'; href: string; name: Credential['name'] }
  | { kind: 'activity'; href: string; activity: PathActivity }
  | { kind: 'path'; href: string }
  /** To where one tries again, and to what there is to read before. */
  | { kind: 'again'; href: string; lessons: { href: string; title: PathActivity['title'] } | null }

export interface Shown {
  submission: {
    id: string
    activity: { id: string; kind: string }
    state: Submission['state']
    review: Pick<NonNullable<Submission['review']>, 'state'> | null
  }
  paths: readonly Pick<Path, 'activities'>[]
  credentials: readonly (Pick<Credential, 'handle' | 'name' | 'revokedAt'> & { submissionId: string })[]
}

function lessonsOf({ kind, course, module }: PathActivity) {
  const href = `/learn/courses/${course.slug}`
  return kind === 'exam' ? { href, title: course.title } : { href: `${href}#${module.slug}`, title: module.title }
}

/** What comes after a result; null while there is none. */
export function nextStepOf({ submission, paths, credentials }: Shown): NextStep | null {
  const { id, activity, state, review } = submission
  if (state.state !== 'graded') return null
  const activities = distinct(paths.flatMap((path) => path.activities))
  const here = activities.find((other) => other.id === activity.id)
  if (!state.isPassed || review?.state === 'unwritten' || review?.state === 'not_met')
    return { kind: 'again', href: hrefOf(activity), lessons: here ? lessonsOf(here) : null }
  const earned = credentials.find(({ submissionId, revokedAt }) => submissionId === id && revokedAt === null)
  if (earned) return { kind: 'credential', href: `/credentials/${earned.handle}`, name: earned.name }
  const next = nextAfter(activities, activity.id)
  return next ? { kind: 'activity', href: hrefOf(next), activity: next } : { kind: 'path', href: '/learn' }
}
