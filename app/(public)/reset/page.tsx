import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '../../_ui/action-form.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { requestPasswordReset } from '../_actions/joining.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('joining'))('forgot.title') }
}

export default async function ForgotPage() {
  const t = await getTranslations('joining')
  return (
    <main id="main" className="page mx-auto max-w-[480px]">
      <h1>{t('forgot.title')}</h1>
      <p className="mt-2 mb-6 text-ink-2">{t('forgot.text')}</p>
      <ActionForm action={requestPasswordReset} done={<p>{t('forgot.done')}</p>}>
        <TextField label={t('email')} name="email" type="email" autoComplete="username" maxLength={254} required />
        <p>
          <SubmitButton look="go" tall>
            {t('forgot.submit')}
          </SubmitButton>
        </p>
      </ActionForm>
    </main>
  )
}
