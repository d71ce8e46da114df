import { getTranslations } from 'next-intl/server'

export type Outcome =
  | { state: 'waiting' }
  | { state: 'ungradable' }
  | { state: 'graded'; score: number; isPassed: boolean }

/** How one run of the grader ended, in a few words. */
export async function outcomeWords(outcome: Outcome | null): Promise<string> {
  const t = await getTranslations('grades')
  if (outcome?.state === 'graded') return t(outcome.isPassed ? 'passed' : 'notPassed', { score: outcome.score })
  return t(outcome?.state === 'ungradable' ? 'ungradable' : 'waiting')
}
