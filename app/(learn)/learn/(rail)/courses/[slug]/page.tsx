import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../../../_features/calls/fault.ts'
import { Head } from '../../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { api } from '../../../../../_trpc/server.ts'
import { Link } from '../../../../../_ui/link.tsx'
import { Mark } from '../../../../../_ui/mark.tsx'
import { distinct, hrefOf } from '../../_components/activities.ts'

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

const MARKS = { completed: 'passed', started: 'half', open: 'open' } as const

export default async function CoursePage(props: Props) {
  const t = await getTranslations('courses')
  const kinds = await getTranslations('activity')
  const locale = await getLocale()
  const { course, activities } = await load((await props.params).slug)
  const modules = Map.groupBy(activities, (activity) => activity.module.slug)
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/learn/courses' }, { text: course.code }]} />
      <main id="main" className="page max-w-[860px]">
        <p className="text-ink-3">{course.code}</p>
        <h1 className="text-5 tracking-[-0.02em]">{inLocale(course.title, locale)}</h1>
        <p className="mt-3 max-w-[620px] text-3 text-ink-2">{inLocale(course.summary, locale)}</p>
        {[...modules.values()].map((rows) => (
          <section key={rows[0]!.module.slug} id={rows[0]!.module.slug} className="mt-8">
            <h2 className="mb-2">{inLocale(rows[0]!.module.title, locale)}</h2>
            <ol className="ruled">
              {rows.map((activity) => (
                <li key={activity.id} className="activity">
                  <Mark kind={MARKS[activity.state]} label={kinds(`states.${activity.state}`)} />
                  <span>
                    <Link href={hrefOf(activity)}>
                      {[activity.code, inLocale(activity.title, locale)].filter(Boolean).join(' ')}
                    </Link>
                    <span className="block text-1 text-ink-3">
                      {[kinds(`kinds.${activity.kind}`), kinds('minutes', { minutes: activity.minutes })].join(' · ')}
                    </span>
                  </span>
                  {activity.bestScore !== null && (
                    <span className="text-1 text-ink-2">{kinds('best', { score: activity.bestScore })}</span>
                  )}
                </li>
              ))}
            </ol>
          </section>
        ))}
      </main>
    </>
  )
}
