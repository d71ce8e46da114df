import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { Link } from '../../../_ui/link.tsx'
import { distinct, hrefOf, nameOf, type PathActivity } from '../../_components/activities.ts'
import { ModuleList, type ModuleRows } from './_components/module-list.tsx'

type Props = { params: Promise<{ slug: string }> }

/** One read a request, for the title and for the page. */
const load = cache(async (slug: string) => {
  const paths = await forPage((await api()).learning.path())
  const activities = distinct(paths.flatMap((path) => path.activities)).filter(({ course }) => course.slug === slug)
  const course = activities[0]?.course
  if (!course) notFound()
  return { course, activities }
})

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await load((await props.params).slug)
  return { title: inLocale(course.title, await getLocale()) }
}

/** What is said of a course's activities is said again and again: each value's words are made once. */
function each<Key extends keyof PathActivity>(
  activities: readonly PathActivity[],
  key: Key,
  write: (value: PathActivity[Key]) => string,
): Map<PathActivity[Key], string> {
  return new Map([...new Set(activities.map((activity) => activity[key]))].map((value) => [value, write(value)]))
}

const MARKS = { completed: 'passed', started: 'half', open: 'open' } as const

export default async function CoursePage(props: Props) {
  const t = await getTranslations('courses')
  const kinds = await getTranslations('activity')
  const locale = await getLocale()
  const { course, activities } = await load((await props.params).slug)
  const kindsOf = each(activities, 'kind', (kind) => kinds(`kinds.${kind}`))
  const minutesOf = each(activities, 'minutes', (minutes) => kinds('minutes', { minutes }))
  const rowOf = (activity: PathActivity): ModuleRows['rows'][number] => ({
    href: hrefOf(activity),
    title: nameOf(activity, locale),
    about: `${kindsOf.get(activity.kind)} · ${minutesOf.get(activity.minutes)}`,
    mark: MARKS[activity.state],
    ...(activity.bestScore !== null && { best: kinds('best', { score: activity.bestScore }) }),
  })
  const modules = Map.groupBy(activities, (activity) => activity.module.slug)
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/learn/courses' }, { text: course.code }]} />
      <main id="main" className="page max-w-[860px]">
        <p className="text-ink-3">{course.code}</p>
        <h1 className="text-5 tracking-[-0.02em]">{inLocale(course.title, locale)}</h1>
        <p className="mt-3 max-w-[620px] text-3 text-ink-2">{inLocale(course.summary, locale)}</p>
        <p className="mt-2">
          <Link href="/learn/credentials">{t('earns')}</Link>
        </p>
        <ModuleList
          modules={[...modules].map(([slug, rows]) => ({
            slug,
            title: inLocale(rows[0]!.module.title, locale),
            rows: rows.map(rowOf),
          }))}
          states={{ passed: kinds('states.completed'), half: kinds('states.started'), open: kinds('states.open') }}
        />
      </main>
    </>
  )
}
