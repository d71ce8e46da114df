import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { Link } from '../../../_ui/link.tsx'
import { LinkButton } from '../../../_ui/link-button.tsx'
import { distinct, hrefOf, nameOf, nextAfter } from '../../_components/activities.ts'
import { QuizPlayer } from './_components/quiz-player.tsx'
import { readQuizTexts } from './_components/quiz-texts.ts'

type Props = {
  params: Promise<{ activityId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('quiz'))('title') }
}

/** The questions as the path has them, and what is open after them in their course. */
async function findActivity(activityId: string) {
  const paths = await forPage((await api()).learning.path())
  const activities = distinct(paths.flatMap((path) => path.activities))
  return { known: activities.find(({ id }) => id === activityId), after: nextAfter(activities, activityId) }
}

export default async function QuizPage({ params, searchParams }: Props) {
  const t = await getTranslations('quiz')
  const locale = await getLocale()
  const { activityId } = await params
  const { again } = await searchParams
  const { known, after } = await findActivity(activityId)
  if (known?.state === 'completed' && again === undefined) {
    return (
      <>
        <Head
          crumbs={[
            {
              text: `${known.course.code} ${inLocale(known.course.title, locale)}`,
              href: `/learn/courses/${known.course.slug}`,
            },
            { text: inLocale(known.title, locale) },
          ]}
        />
        <main id="main" className="page max-w-[720px]">
          <h1>{inLocale(known.title, locale)}</h1>
          <p className="mt-2 text-3">{t('doneBefore', { score: known.bestScore ?? 0 })}</p>
          <p className="mt-1 text-ink-2">{t('againText')}</p>
          <p className="mt-6 flex flex-wrap items-center gap-6">
            {after && (
              <LinkButton href={hrefOf(after)} look="go" tall>
                {t('on', { name: nameOf(after, locale) })}
              </LinkButton>
            )}
            <LinkButton href={`/learn/quizzes/${activityId}?again=1`} tall>
              {t('again')}
            </LinkButton>
            <Link href={`/learn/courses/${known.course.slug}`}>{t('toCourse')}</Link>
          </p>
        </main>
      </>
    )
  }
  const quiz = await forPage((await api()).assessment.openQuiz({ activityId }))
  return (
    <>
      <Head
        crumbs={[
          {
            text: `${quiz.course.code} ${inLocale(quiz.course.title, locale)}`,
            href: `/learn/courses/${quiz.course.slug}`,
          },
          { text: inLocale(quiz.activity.title, locale) },
        ]}
      />
      <main id="main" className="page max-w-[720px]">
        <h1>{inLocale(quiz.activity.title, locale)}</h1>
        <p className="mt-1 mb-6 text-ink-2">{t('rules', { passPercent: quiz.passPercent })}</p>
        <QuizPlayer
          activityId={activityId}
          quiz={{ attemptId: quiz.attemptId, passPercent: quiz.passPercent, questions: quiz.questions }}
          locale={locale === 'ja' ? 'ja' : 'en'}
          texts={await readQuizTexts(quiz.questions.length)}
          courseHref={`/learn/courses/${quiz.course.slug}`}
          after={after && { href: hrefOf(after), text: t('on', { name: nameOf(after, locale) }) }}
        />
      </main>
    </>
  )
}
