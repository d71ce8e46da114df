import { getTranslations } from 'next-intl/server'
import type { StateTextProps } from './state-text.tsx'

export interface HeadlineProps extends StateTextProps {
  passScore: number
}

/** What a submission came to, in a sentence. Passed is what has passed whoever marks it, person or program. */
export async function Headline({ state, review, passScore }: HeadlineProps) {
  const t = await getTranslations('submission')
  if (state.state === 'queued') return t('headlineQueued', { position: state.position })
  if (state.state === 'grading') return t('headlineGrading')
  if (state.state === 'ungradable') return t('headlineUngradable')
  if (state.state === 'held') return t('headlineHeld')
  const scores = { score: state.score, passScore }
  if (!state.isPassed) return t('headlineNotPassed', scores)
  return review === null || review.state === 'met' ? t('headlinePassed', scores) : t('headlineChecks', scores)
}
