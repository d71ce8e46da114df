import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CountryField } from '../../../_features/employers/country-field.tsx'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextArea, TextField } from '../../../_ui/text-field.tsx'
import { joinAsEmployer } from '../../_actions/employers.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('employerJoin'))('title') }
}

export default async function JoinPage() {
  const t = await getTranslations('employerJoin')
  return (
    <main id="main" className="page mx-auto max-w-[560px]">
      <h1>{t('lede')}</h1>
      <p className="mt-2 mb-6 text-ink-2">{t('text')}</p>
      <ActionForm action={joinAsEmployer} label={t('form')} done={<p className="font-strong">{t('done')}</p>}>
        <TextField label={t('nameEn')} name="nameEn" autoComplete="organization" maxLength={120} required />
        <TextField label={t('nameJa')} name="nameJa" maxLength={120} required lang="ja" />
        <CountryField label={t('country')} description={t('countryHelp')} />
        <TextArea label={t('purpose')} name="purpose" rows={4} minLength={10} maxLength={1000} required />
        <TextField label={t('contactName')} name="contactName" autoComplete="name" maxLength={120} required />
        <TextField label={t('email')} name="email" type="email" autoComplete="email" maxLength={254} required />
        <p>
          <SubmitButton look="go" tall>
            {t('submit')}
          </SubmitButton>
        </p>
      </ActionForm>
    </main>
  )
}
