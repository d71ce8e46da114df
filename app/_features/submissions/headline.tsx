import { getTranslations } from 'next-intl/server'
import type { GradingState, StateTextProps } from './state-text.tsx'

const WORDS = { grading: 'headlineGrading', ungradable: 'headlineUngradable', held: 'headlineHeld' } as const

export interface HeadlineProps extends StateTextProps {
  state: GradingState
  passScore: number
}

/** What a submission came to, in a sentence. Passed is what has passed whoever marks it, person or program. */
export async function Headline({ state, review, passScore }: HeadlineProps) {
  const t = await getTranslations('submission')
  if (state.state === 'queued') return t('headlineQueued', { position: state.position })
  if (state.state !== 'graded') return t(WORDS[state.state])
  const isMarked = review === null || review.state === 'met'
  const passed = isMarked ? 'headlinePassed' : 'headlineChecks'
  return t(state.isPassed ? passed : 'headlineNotPassed', { score: state.score, passScore })
}
