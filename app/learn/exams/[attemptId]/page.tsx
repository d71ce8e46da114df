import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { faultOfCall, forPage, sentenceOf } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { LinkButton } from '../../../_ui/link-button.tsx'
import { ExamSheet } from './_components/exam-sheet.tsx'
import { readExamTexts } from './_components/exam-texts.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('exam'))('title') }
}

/** An exam that is open in another session is there, but not here. */
async function readOr<T>(call: Promise<T>): Promise<T | { refused: string }> {
  try {
    return await call
  } catch (error) {
    const fault = faultOfCall(error)
    if (fault?.reason !== 'otherSession') throw error
    return { refused: await sentenceOf(fault) }
  }
}

export default async function ExamPage({ params }: { params: Promise<{ attemptId: string }> }) {
  const t = await getTranslations('exam')
  const locale = await getLocale()
  const format = await getFormatter()
  const exam = await forPage(readOr((await api()).assessment.exam(await params)))
  if ('refused' in exam)
    return (
      <>
        <Head crumbs={[{ text: t('title') }]} />
        <main id="main" className="page max-w-[720px]">
          <h1 className="mb-4">{t('title')}</h1>
          <EmptyState title={exam.refused} action={<LinkButton href="/learn/labs">{t('toLabs')}</LinkButton>}>
            {t('elsewhereText')}
          </EmptyState>
        </main>
      </>
    )
  if (exam.submissionId) redirect(`/learn/results/${exam.submissionId}`)
  const order = exam.sections.flatMap(({ questions }) => questions.map(({ questionId }) => questionId))
  return (
    <>
      <Head
        crumbs={[
          {
            text: `${exam.course.code} ${inLocale(exam.course.title, locale)}`,
            href: `/learn/courses/${exam.course.slug}`,
          },
          { text: inLocale(exam.activity.title, locale) },
        ]}
      />
      <main id="main" className="page max-w-[720px]">
        <h1>
          <span className="text-ink-3">{exam.activity.code}</span> {inLocale(exam.activity.title, locale)}
        </h1>
        {order.length === 0 ? (
          <EmptyState title={t('closed')} action={<LinkButton href="/learn/labs">{t('toLabs')}</LinkButton>}>
            {t('closedText')}
          </EmptyState>
        ) : (
          <>
            <p className="mt-1 mb-6 text-ink-2">
              {t('rules', {
                count: order.length,
                passScore: exam.passScore,
                at: format.dateTime(exam.closesAt, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }),
              })}
            </p>
            <ExamSheet
              attemptId={exam.attemptId}
              closesAt={exam.closesAt.toISOString()}
              isOver={exam.isOver}
              sections={exam.sections.map(({ id, title, questions }) => ({
                id,
                title: inLocale(title, locale),
                questions: questions.map(({ prompt, options, ...question }) => ({
                  ...question,
                  number: order.indexOf(question.questionId) + 1,
                  prompt: inLocale(prompt, locale),
                  options: options.map(({ id, text }) => ({ id, text: inLocale(text, locale) })),
                })),
              }))}
              texts={await readExamTexts()}
            />
          </>
        )}
      </main>
    </>
  )
}
