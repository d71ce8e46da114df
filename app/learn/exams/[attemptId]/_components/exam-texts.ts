import 'server-only'
import { getTranslations } from 'next-intl/server'

/** The few sentences that the client needs, ready made. */
export async function readExamTexts() {
  const t = await getTranslations('exam')
  return {
    // Filled in the browser, where the answers are.
    answered: t('answered', { done: '{done}', total: '{total}' }),
    minutes: t('minutes', { minutes: '{minutes}' }),
    several: t('several'),
    number: t('number'),
    saving: t('saving'),
    saved: t('saved'),
    notSaved: t('notSaved'),
    over: t('over'),
    handIn: t('handIn'),
    handInText: t('handInText', { done: '{done}', total: '{total}' }),
    sure: t('sure'),
    back: t('back'),
    sending: t('sending'),
    offline: t('offline'),
  }
}

export type ExamTexts = Awaited<ReturnType<typeof readExamTexts>>
