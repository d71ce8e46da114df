import 'server-only'
import { getTranslations } from 'next-intl/server'

/** The few sentences that the client needs, ready made. */
export async function readQuizTexts(total: number) {
  const t = await getTranslations('quiz')
  return {
    progress: Array.from({ length: total }, (_, index) => t('progress', { number: index + 1, total })),
    several: t('several'),
    number: t('number'),
    answer: t('answer'),
    sending: t('sending'),
    right: t('right'),
    wrong: t('wrong'),
    next: t('next'),
    retry: t('retry'),
    finish: t('finish'),
    chooseFirst: t('chooseFirst'),
    // Filled in the browser, once the answers are known.
    finished: t('finished', { right: '{right}', total: '{total}', percent: '{percent}' }),
    passed: t('passed'),
    notPassed: t('notPassed'),
    toCourse: t('toCourse'),
    again: t('again'),
    offline: t('offline'),
  }
}

export type QuizTexts = Awaited<ReturnType<typeof readQuizTexts>>
