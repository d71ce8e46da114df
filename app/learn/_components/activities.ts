import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'

type Caller = Awaited<ReturnType<typeof api>>
export type Path = Awaited<ReturnType<Caller['learning']['path']>>[number]
export type PathActivity = Path['activities'][number]
export type Results = Awaited<ReturnType<Caller['assessment']['listResults']>>

/** Where an activity is opened; a lab opens by a form, from its place in the list of labs. */
export function hrefOf(activity: { id: string; kind: string }): string {
  if (activity.kind === 'lesson') return `/learn/lessons/${activity.id}`
  if (activity.kind === 'quiz') return `/learn/quizzes/${activity.id}`
  return `/learn/labs#${activity.id}`
}

/** Its code, where it has one, and its title. */
export const nameOf = ({ code, title }: Pick<PathActivity, 'code' | 'title'>, locale: string): string =>
  [code, inLocale(title, locale)].filter(Boolean).join(' ')

/** What to do next: what was begun, else what comes first among what is open. */
export function nextOf(activities: readonly PathActivity[]): PathActivity | null {
  return (
    activities.find((activity) => activity.state === 'started') ??
    activities.find((activity) => activity.state === 'open') ??
    null
  )
}

/** What is open after an activity in its course, from the course's beginning once its end is reached. */
export function nextAfter(activities: readonly PathActivity[], id: string): PathActivity | null {
  const here = activities.find((activity) => activity.id === id)
  const course = activities.filter((activity) => activity.course.slug === here?.course.slug)
  const at = course.findIndex((activity) => activity.id === id)
  return (
    [...course.slice(at + 1), ...course.slice(0, Math.max(at, 0))].find(({ state }) => state !== 'completed') ?? null
  )
}

/** An activity once, also where two programmes have it. */
export const distinct = (activities: readonly PathActivity[]): PathActivity[] => [
  ...new Map(activities.map((activity) => [activity.id, activity])).values(),
]

export interface ModuleState {
  key: string
  href: string
  code: string
  title: PathActivity['title']
  done: number
  total: number
  activities: readonly PathActivity[]
}

/** The modules of a path, in its order, with how far each is done. */
export function modulesOf(activities: readonly PathActivity[]): ModuleState[] {
  const groups = Map.groupBy(activities, ({ course, module }) => `${course.slug}#${module.slug}`)
  return [...groups].map(([key, rows]) => ({
    ...{ key, href: `/learn/courses/${key}`, code: rows[0]!.course.code, title: rows[0]!.module.title },
    done: rows.filter(({ state }) => state === 'completed').length,
    total: rows.length,
    activities: rows,
  }))
}

type Submitted = Results['submissions'][number]

/** The newest assessment of an activity that was passed, also while a person still marks it; null where none was. */
export function passedAssessment(results: Pick<Results, 'submissions'>, activityId: string) {
  const isPassed = ({ activity, mode, state, review }: Submitted) =>
    activity.id === activityId &&
    mode === 'proctored' &&
    state.state === 'graded' &&
    state.isPassed &&
    (review === null || review.state === 'met' || review.state === 'waiting')
  const found = results.submissions.find(isPassed)
  if (found?.state.state !== 'graded') return null
  return { id: found.id, at: found.state.gradedAt, isMarked: found.review?.state !== 'waiting' }
}

/** Days until an instant, rounded up; negative once it is past. */
export function daysUntil(at: Date, now: Date): number {
  return Math.ceil((at.getTime() - now.getTime()) / 86_400_000)
}
