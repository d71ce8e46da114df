import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { FactList } from '../../_ui/fact-list.tsx'
import { Mark } from '../../_ui/mark.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Comments } from '../comments/comments.tsx'
import type { ReadComments } from '../comments/read-comments.ts'
import { Headline } from './headline.tsx'
import { Provenance } from './provenance.tsx'
import { Replays } from './replays.tsx'
import { ReviewLine, ReviewMarks } from './review-marks.tsx'

type Caller = Awaited<ReturnType<typeof api>>
export type Submission = Awaited<ReturnType<Caller['assessment']['submission']>>
type Check = Submission['checks'][number]

async function CheckItem({ check, isHeld }: { check: Check; isHeld: boolean }) {
  const t = await getTranslations('submission')
  const locale = await getLocale()
  const kind = check.status ?? (isHeld ? 'open' : 'hidden')
  const { feedback } = check
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 border-b border-rule py-3">
      <span className="mt-1">
        <Mark kind={kind} label={t(`marks.${kind}`)} />
      </span>
      <div>
        <b>{inLocale(check.title, locale)}</b>
        <span className="text-ink-3">
          {check.visibility === 'hidden' && ` · ${t('hidden')}`}
          {check.mustPass && ` · ${t('mustPass')}`}
        </span>
        {check.probes && <p className="text-1 text-ink-3">{t('probes', { probes: inLocale(check.probes, locale) })}</p>}
        {check.reason && <p className="mt-1">{t(`reasons.${check.reason}`)}</p>}
        {feedback && (
          <div className="mt-1">
            <p>{inLocale(feedback.text, locale)}</p>
            <dl className="mt-1 text-1">
              {feedback.expected && (
                <div className="grid grid-cols-[80px_1fr] py-[2px]">
                  <dt className="text-ink-3">{t('expected')}</dt>
                  <dd>
                    <code className="code-chip whitespace-pre-wrap">{feedback.expected}</code>
                  </dd>
                </div>
              )}
              {feedback.seen && (
                <div className="grid grid-cols-[80px_1fr] py-[2px]">
                  <dt className="text-ink-3">{t('seen')}</dt>
                  <dd>
                    <code className="code-chip whitespace-pre-wrap">{feedback.seen}</code>
                  </dd>
                </div>
              )}
              {feedback.where && (
                <div className="grid grid-cols-[80px_1fr] py-[2px]">
                  <dt className="text-ink-3">{t('where')}</dt>
                  <dd className="mono">
                    {feedback.where.file}
                    {feedback.where.line && `:${feedback.where.line}`}
                  </dd>
                </div>
              )}
            </dl>
          </div>
        )}
      </div>
      <div className="text-right text-1 text-ink-2">
        {check.points === null ? t('worth', { of: check.of }) : t('pointsOf', { points: check.points, of: check.of })}
        {check.ms !== null && <span className="block text-ink-3">{t('ms', { ms: check.ms })}</span>}
      </div>
    </li>
  )
}

export interface SubmissionViewProps {
  submission: Submission
  comments: ReadComments
  /** Where to from here. */
  next: ReactNode
}

/** A submission: the grade in a sentence, where it leads, every check, and what the grade was made from. */
export async function SubmissionView({ submission, comments, next }: SubmissionViewProps) {
  const t = await getTranslations('submission')
  const format = await getFormatter()
  const locale = await getLocale()
  const provenance = await getTranslations('provenance')
  const review = await getTranslations('review')
  const { state } = submission
  const isExam = submission.activity.kind === 'exam'
  return (
    <main id="main" className="page max-w-[1200px]">
      <p className="text-ink-3">
        {submission.activity.code} · {inLocale(submission.activity.title, locale)} · {t(`modes.${submission.mode}`)}
        {submission.learnerName && ` · ${submission.learnerName}`}
      </p>
      <h1 className={state.state === 'graded' && !state.isPassed ? 'text-shu' : undefined}>
        <span role="status">
          <Headline state={state} review={submission.review} passScore={submission.passScore} />
        </span>
      </h1>
      <p className="mt-1 text-1 text-ink-2">
        {t('received', { at: format.dateTime(submission.receivedAt, { dateStyle: 'long', timeStyle: 'medium' }) })}
      </p>
      {submission.review && <ReviewLine review={submission.review} />}
      {next}
      {submission.isErased && <p className="mt-2">{t('erased')}</p>}
      <Comments submissionId={submission.id} comments={comments} />
      <div className="ruled mt-6 grid gap-x-16 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section className="pt-6">
          <SectionHead
            title={t(isExam ? 'sections' : 'checks')}
            note={t(isExam ? 'sectionsNote' : state.state === 'held' ? 'checksHeldNote' : 'checksNote')}
          />
          <ol className="border-t border-rule">
            {submission.checks.map((check) => (
              <CheckItem key={check.id} check={check} isHeld={state.state === 'held'} />
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
            <FactList facts={[{ term: t('assurance'), value: t(`assurances.${submission.assurance}`) }]} />
            <details>
              <summary className="cursor-pointer border-b border-rule py-[6px] text-1 text-ai">
                {provenance('show')}
              </summary>
              <Provenance facts={submission.provenance} />
            </details>
          </section>
          {(submission.mayReplay || submission.replays.length > 0) && (
            <Replays submissionId={submission.id} replays={submission.replays} mayReplay={submission.mayReplay} />
          )}
        </div>
      </div>
    </main>
  )
}
