'use client'

import { useTranslations } from 'next-intl'
import { useLocalTime } from '../../../../../_features/lab-editor/use-local-time.ts'
import { Progress } from '../../../../../_ui/progress.tsx'
import type { DraftJob, DraftView } from './studio-types.ts'

/** Where a job is, in words and in counts that are true: it waits, it works, it ended and how. */
export function JobLine({ job, view, isSaved }: { job: DraftJob; view: DraftView; isSaved: boolean }) {
  const t = useTranslations('studio.job')
  const timeOf = useLocalTime()
  const { progress, result } = job
  if (job.state === 'queued') return <p role="status">{t('queued', { position: job.position ?? 1 })}</p>
  if (job.state === 'running') {
    if (!progress || progress.total === 0) return <p role="status">{t('beginning')}</p>
    const { done, total, step } = progress
    return (
      <div role="status" className="max-w-[480px]">
        <Progress
          label={t(job.kind === 'prove' ? 'proving' : 'running')}
          text={t('doneOf', { done, total })}
          value={done}
          max={total}
        />
        {step && (
          <p className="text-1 text-ink-3">{t('lastStep', { seed: step.seed + 1, candidate: step.candidate })}</p>
        )}
      </div>
    )
  }
  const time = job.finishedAt && timeOf(new Date(job.finishedAt).getTime())
  const isEarlier = job.manifestDigest !== view.manifestDigest || !isSaved
  return (
    <div role="status">
      <p>
        {job.outcome === 'cancelled' && t('cancelled')}
        {result?.kind === 'fault' && (
          <span className="text-shu">
            {t.has(`reasons.${result.reason}`) ? t(`reasons.${result.reason}`) : t('reasons.ours')}
          </span>
        )}
        {result?.kind === 'graded' && (
          <b className={result.passed === (job.kind === 'solution') ? undefined : 'text-shu'}>
            {t(`${job.kind === 'starter' ? 'starter' : 'solution'}${result.passed ? 'Passed' : 'NotPassed'}`, {
              score: result.score,
              of: result.of,
              passScore: result.passScore,
            })}
          </b>
        )}
        {result?.kind === 'proof' && (
          <b className={job.isProven ? undefined : 'text-shu'}>
            {t(job.isProven ? 'proven' : 'notProven', { seeds: result.seeds, count: result.steps.length })}
          </b>
        )}{' '}
        <span className="text-1 text-ink-3">
          {time && t('at', { time })} {isEarlier && t('earlier')}
        </span>
      </p>
      {result?.kind === 'fault' && result.detail && <pre className="output-text mt-1 text-ink-2">{result.detail}</pre>}
    </div>
  )
}

/** What an author's own checks printed. Never for learners. */
export function Diagnostics({ text }: { text: string }) {
  const t = useTranslations('studio.job')
  if (!text) return null
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-1 text-ai">{t('diagnostics')}</summary>
      <pre className="output-text text-ink-2">{text}</pre>
    </details>
  )
}
