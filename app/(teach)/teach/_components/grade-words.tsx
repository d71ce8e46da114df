import { getTranslations } from 'next-intl/server'

export type GradeState =
  | { state: 'queued'; position: number }
  | { state: 'grading' }
  | { state: 'graded'; score: number; isPassed: boolean }
  | { state: 'ungradable' }
  | { state: 'held' }

/** Where grading is, in a few words. */
export async function GradeWords({ grade }: { grade: GradeState }) {
  const t = await getTranslations('submission')
  if (grade.state === 'queued') return <span className="text-ink-3">{t('queued', { position: grade.position })}</span>
  if (grade.state === 'grading') return <span className="text-ink-3">{t('grading')}</span>
  if (grade.state === 'ungradable') return <span className="text-shu">{t('ungradable')}</span>
  if (grade.state === 'held') return <span className="text-ink-3">{t('held')}</span>
  return grade.isPassed ? <b>{t('passed', { score: grade.score })}</b> : t('notPassed', { score: grade.score })
}
