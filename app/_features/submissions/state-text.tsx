import { getTranslations } from 'next-intl/server'
import type { Review } from './review-marks.tsx'

export type GradingState =
  | { state: 'queued'; position: number }
  | { state: 'grading' }
  | { state: 'graded'; score: number; isPassed: boolean; gradedAt: Date }
  | { state: 'ungradable' }
  | { state: 'held' }

export interface StateTextProps {
  state: GradingState
  /** Of a submission that a person marks once its checks have passed. */
  review: Pick<Review, 'file' | 'state'> | null
}

/** Where a submission stands, in words; red only where something needs attention. */
export async function StateText({ state, review }: StateTextProps) {
  const t = await getTranslations('submission')
  const marks = await getTranslations('review')
  if (state.state === 'graded' && state.isPassed && review && review.state !== 'met' && review.state !== 'later') {
    const { file } = review
    return (
      <span className={review.state === 'waiting' ? 'text-ink-2' : 'text-shu'}>
        {t('checksPassed', { score: state.score })} {marks(`short.${review.state}`, { file })}
      </span>
    )
  }
  if (state.state === 'graded') {
    return state.isPassed ? (
      <span>{t('passed', { score: state.score })}</span>
    ) : (
      <span className="text-shu">{t('notPassed', { score: state.score })}</span>
    )
  }
  if (state.state === 'queued') return <span className="text-ink-2">{t('queued', { position: state.position })}</span>
  if (state.state === 'held') return <span className="text-ink-2">{t('held')}</span>
  return <span className="text-ink-2">{state.state === 'grading' ? t('grading') : t('ungradable')}</span>
}
