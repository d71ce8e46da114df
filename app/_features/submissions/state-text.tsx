import { getTranslations } from 'next-intl/server'

export type GradingState =
  | { state: 'queued'; position: number }
  | { state: 'grading' }
  | { state: 'graded'; score: number; isPassed: boolean; gradedAt: Date }
  | { state: 'ungradable' }
  | { state: 'held' }

/** Where a submission stands, in words; red only where something needs attention. */
export async function StateText({ state }: { state: GradingState }) {
  const t = await getTranslations('submission')
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
