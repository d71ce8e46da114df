import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { readFrontMatter } from '../../../_features/lesson/front-matter.ts'
import { linksTo } from '../../../_features/lesson/links.ts'
import { createRenderer } from '../../../_features/lesson/render.tsx'
import { lessonToHast } from '../../../_features/lesson/to-hast.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { Link } from '../../../_ui/link.tsx'
import { LanguageSwitch } from '../../../_ui/preferences/preferences.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { hrefOf } from '../../_components/activities.ts'
import { finishLesson } from './actions.ts'

type Props = { params: Promise<{ activityId: string }> }

const load = cache(async (activityId: string) => forPage((await api()).learning.lesson({ activityId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: inLocale((await load((await params).activityId)).title, await getLocale()) }
}

export default async function LessonPage({ params }: Props) {
  const t = await getTranslations('lesson')
  const format = await getFormatter()
  const locale = await getLocale()
  const lesson = await load((await params).activityId)
  const { header, body } = readFrontMatter(inLocale(lesson.source, locale))
  const render = await createRenderer(linksTo(lesson.contents))
  const content = await render(lessonToHast(body))
  const at = lesson.contents.findIndex((entry) => entry.id === lesson.id)
  const next = lesson.contents[at + 1]
  const lab = lesson.contents.find((entry) => entry.kind === 'lab' && entry !== next)
  const competencies = format.list(lesson.competencies.map(({ area, level }) => `${area}${level}`))

  return (
    <>
      <Head
        crumbs={[
          {
            text: `${lesson.course.code} ${inLocale(lesson.course.title, locale)}`,
            href: `/learn/courses/${lesson.course.slug}`,
          },
          { text: t('place', { number: at + 1 }) },
        ]}
        state={<span>{t('minutes', { minutes: lesson.minutes })}</span>}
        action={<LanguageSwitch locale={locale} className="link-quiet min-h-6" />}
      />
      <main id="main">
        <article className="page read">
          <nav className="toc" aria-label={t('inModule')}>
            <p>
              {t('inModuleOf', {
                module: inLocale(lesson.module.title, locale),
                number: at + 1,
                total: lesson.contents.length,
              })}
            </p>
            <ul>
              {lesson.contents.map((entry) => (
                <li key={entry.id} data-done={entry.isCompleted}>
                  <Link href={hrefOf(entry)} aria-current={entry.id === lesson.id ? 'page' : undefined}>
                    {entry.code && `${entry.code} `}
                    {inLocale(entry.title, locale)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <h1>{header.title}</h1>
          {header.summary && <p className="dek">{header.summary}</p>}
          {header.outcome && (
            <aside className="side-note opening">
              <div>
                <b>{t('outcome')}</b> {header.outcome} {competencies && t('evidence', { competencies })}
              </div>
            </aside>
          )}
          {content}
          {header.sources.length > 0 && (
            <section className="pt-6 text-1 text-ink-2">
              <h2 className="mb-1 text-2">{t('sources')}</h2>
              <ul>
                {header.sources.map((source) => (
                  <li key={source.title}>
                    {source.url ? (
                      <a href={source.url} rel="noreferrer">
                        {source.title}
                      </a>
                    ) : (
                      source.title
                    )}
                    {source.note && <span className="text-ink-3"> — {source.note}</span>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <form action={finishLesson} className="onward">
            <input type="hidden" name="activityId" value={lesson.id} />
            <input type="hidden" name="next" value={next ? hrefOf(next) : `/learn/courses/${lesson.course.slug}`} />
            <SubmitButton look="go" tall>
              {next ? t('next', { title: next.code ?? inLocale(next.title, locale) }) : t('finish')}
            </SubmitButton>
            <span className="text-1 text-ink-2">
              {lesson.isCompleted ? t('alreadyRead') : t('willMark')}{' '}
              {lab && <Link href={hrefOf(lab)}>{t('straightTo', { code: lab.code ?? '' })}</Link>}
            </span>
          </form>
        </article>
      </main>
    </>
  )
}
