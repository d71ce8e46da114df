import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { requireArea } from '../../../_features/shell/person.ts'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SelectField } from '../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { createDraft } from '../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('create') }
}

export default async function NewLabPage() {
  await requireArea('teach')
  const t = await getTranslations('studio')
  const locale = await getLocale()
  const { organisations } = await forPage((await api()).studio.list())
  const [first] = organisations
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/teach/studio' }, { text: t('create') }]} />
      <main id="main" className="page">
        <h1 className="mb-6 border-b border-ink pb-6">{t('createLede')}</h1>
        <ActionForm action={createDraft} label={t('create')} className="grid max-w-[640px] gap-4">
          <input type="hidden" name="draftId" value={randomUUID()} />
          <p className="text-ink-2">{t('createText')}</p>
          {organisations.length > 1 ? (
            <SelectField
              label={t('organisation')}
              name="organisationId"
              options={organisations.map(({ id, names }) => ({ value: id, label: inLocale(names, locale) }))}
            />
          ) : (
            <input type="hidden" name="organisationId" value={first?.id} />
          )}
          <TextField label={t('titleEn')} name="titleEn" maxLength={120} required />
          <TextField label={t('titleJa')} name="titleJa" maxLength={120} required lang="ja" />
          <TextField
            label={t('slug')}
            name="slug"
            description={t('slugHelp')}
            maxLength={60}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            required
            autoComplete="off"
            spellCheck={false}
          />
          <p>
            <SubmitButton look="go">{t('createDo')}</SubmitButton>
          </p>
        </ActionForm>
      </main>
    </>
  )
}
