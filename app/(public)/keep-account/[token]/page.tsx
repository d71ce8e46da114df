import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { faultOfCall, sentenceOf } from '../../../_features/calls/fault.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { keepAccount } from '../../_actions/joining.ts'

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret: it is told to no other site and kept by no search engine.
  return { title: (await getTranslations('keepAccount'))('title'), referrer: 'no-referrer', robots: 'noindex' }
}

/** Until when the account can be kept, or the sentence that says why not. */
async function readDue(secret: string): Promise<Date | string> {
  try {
    return (await (await api()).sovereignty.readErasure({ secret })).dueAt
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return sentenceOf(fault)
  }
}

export default async function KeepAccountPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('keepAccount')
  const format = await getFormatter()
  const { token } = await params
  const due = await readDue(token)
  if (typeof due === 'string')
    return (
      <main id="main" className="page mx-auto max-w-[560px]">
        <h1>{t('gone')}</h1>
        <p className="mt-2 text-ink-2">{due}</p>
        <p className="mt-4">
          <a href="/sign-in">{t('signIn')}</a>
        </p>
      </main>
    )
  return (
    <main id="main" className="page mx-auto max-w-[560px]">
      <h1>{t('title')}</h1>
      <p className="mt-2 text-ink-2">
        {t('text', { at: format.dateTime(due, { dateStyle: 'long', timeStyle: 'short' }) })}
      </p>
      <p className="mt-2 mb-6 text-ink-2">{t('mail')}</p>
      <ActionForm action={keepAccount} label={t('title')}>
        <input type="hidden" name="secret" value={token} />
        <p>
          <SubmitButton look="go" tall>
            {t('keep')}
          </SubmitButton>
        </p>
      </ActionForm>
    </main>
  )
}
