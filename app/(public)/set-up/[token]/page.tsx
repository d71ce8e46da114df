import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { createFirstOperator } from '../../_actions/joining.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('joining'))('setUp.title') }
}

export default async function SetUpPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('joining')
  const { token } = await params
  return (
    <main id="main" className="page mx-auto max-w-[480px]">
      <h1>{t('setUp.title')}</h1>
      <p className="mt-2 mb-6 text-ink-2">{t('setUp.text')}</p>
      <ActionForm action={createFirstOperator}>
        <input type="hidden" name="secret" value={token} />
        <TextField label={t('name')} name="name" autoComplete="name" maxLength={120} required />
        <TextField label={t('email')} name="email" type="email" autoComplete="username" maxLength={254} required />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={200}
          description={t('passwordHelp')}
          required
        />
        <p>
          <SubmitButton look="go" tall>
            {t('setUp.submit')}
          </SubmitButton>
        </p>
      </ActionForm>
    </main>
  )
}
