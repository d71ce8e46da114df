import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { Comments } from '../../../_features/comments/comments.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { Headline } from '../../../_features/submissions/headline.tsx'
import { Provenance } from '../../../_features/submissions/provenance.tsx'
import { Replays } from '../../../_features/submissions/replays.tsx'
import { ReviewLine, ReviewMarks } from '../../../_features/submissions/review-marks.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { KeepFresh } from '../../../_ui/keep-fresh.tsx'
import { Link } from '../../../_ui/link.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { CheckRow } from './_components/check-row.tsx'
import { Files } from './_components/files.tsx'
import { History } from './_components/history.tsx'

interface Props {
  params: Promise<{ submissionId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const read = cache(async (submissionId: string) => forPage((await api()).assessment.submission({ submissionId })))

async function titleOf({ params }: Props): Promise<string> {
  const { activity, learnerName } = await read((await params).submissionId)
  const lab = `${activity.code ?? ''} ${inLocale(activity.title, await getLocale())}`.trim()
  return (await getTranslations('teach'))('submissionTitle', { lab, name: learnerName ?? '' })
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await titleOf(props) }
}

export default async function SubmissionPage(props: Props) {
  const t = await getTranslations('teach')
  const words = await getTranslations('submission')
  const provenance = await getTranslations('provenance')
  const review = await getTranslations('review')
  const format = await getFormatter()
  const submission = await read((await props.params).submissionId)
  const comments = await forPage((await api()).assessment.comments({ submissionId: submission.id }))
  const history = await forPage((await api()).assessment.history({ submissionId: submission.id }))
  const { file, line } = await props.searchParams
  const place = typeof file === 'string' && typeof line === 'string' ? { file, line } : undefined
  const { state, checks, files } = submission
  const title = await titleOf(props)
  const isMoving = state.state === 'queued' || state.state === 'grading'
  const passed = checks.filter(({ status }) => status === 'passed').length
  const firstBad = checks.find(({ status }) => status === 'failed') ?? checks.find(({ status }) => status === 'partial')
  const sources = files.filter((file) => typeof file !== 'string')
  return (
    <>
      <Head
        crumbs={[
          { text: t('title'), href: '/teach' },
          { text: t('submissions'), href: '/teach/submissions' },
          { text: [submission.activity.code, submission.learnerName].filter(Boolean).join(' · ') },
        ]}
      />
      <main id="main" className="page">
        {isMoving && <KeepFresh />}
        <div className="border-b border-ink pb-6">
          <h1>{title}</h1>
          <p className="mt-2 text-3" role="status">
            <Headline state={state} review={submission.review} passScore={submission.passScore} />
          </p>
          {submission.review && <ReviewLine review={submission.review} />}
          <p className="mt-1 text-1 text-ink-2">
            {t('facts', {
              mode: words(`modes.${submission.mode}`),
              at: format.dateTime(submission.receivedAt, { dateStyle: 'long', timeStyle: 'short' }),
              assurance: words(`assurances.${submission.assurance}`),
            })}
          </p>
          {submission.isHeld && (
            <p className="mt-2">
              {t('heldNote')} <Link href="/teach/grades">{t('toHolds')}</Link>
            </p>
          )}
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[3fr_2fr]">
          <section className="py-6">
            <SectionHead
              title={t('checks.title')}
              note={state.state === 'graded' ? t('checks.note', { passed, count: checks.length }) : undefined}
            />
            <ol className="border-t border-rule">
              {checks.map((check) => (
                <CheckRow key={check.id} check={check} isOpen={check === firstBad} />
              ))}
            </ol>
            {submission.review && (
              <section className="pt-8">
                <SectionHead title={review('byPerson')} note={review('byPersonNote')} />
                <ReviewMarks review={submission.review} />
              </section>
            )}
          </section>
          <div>
            <section className="pt-6">
              <SectionHead title={provenance('title')} note={provenance('note')} />
              <Provenance facts={submission.provenance} />
            </section>
            {history.length > 1 && <History submissionId={submission.id} entries={history} />}
            <Replays submissionId={submission.id} replays={submission.replays} mayReplay={submission.mayReplay} />
          </div>
        </div>
        <Comments
          submissionId={submission.id}
          comments={comments}
          files={sources.map(({ path }) => path)}
          place={place}
        />
        <Files files={sources} open={place?.file} />
      </main>
    </>
  )
}
