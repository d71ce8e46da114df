import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { Progress } from '../../_ui/progress.tsx'
import { distinct } from '../_components/activities.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('courses'))('title') }
}

export default async function CoursesPage() {
  const t = await getTranslations('courses')
  const locale = await getLocale()
  const caller = await api()
  const [paths, catalogue] = await Promise.all([forPage(caller.learning.path()), caller.catalog.read()])
  const activities = distinct(paths.flatMap((path) => path.activities))
  const courses = catalogue.courses.filter((course) =>
    activities.some((activity) => activity.course.slug === course.slug),
  )
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[1100px]">
        <h1 className="mb-4">{t('title')}</h1>
        {courses.length === 0 && <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>}
        <ul className="ruled">
          {courses.map((course) => {
            const mine = activities.filter((activity) => activity.course.slug === course.slug)
            const done = mine.filter((activity) => activity.state === 'completed').length
            return (
              <li key={course.id} className="grid gap-x-16 gap-y-4 border-b border-rule py-5 md:grid-cols-[2fr_1fr]">
                <div>
                  <h2>
                    <Link href={`/learn/courses/${course.slug}`}>
                      {course.code} {inLocale(course.title, locale)}
                    </Link>
                  </h2>
                  <p className="mt-1 text-ink-2">{inLocale(course.summary, locale)}</p>
                </div>
                <Progress
                  value={done}
                  max={mine.length}
                  label={t('progress')}
                  text={t('done', { done, total: mine.length })}
                />
              </li>
            )
          })}
        </ul>
      </main>
    </>
  )
}
