import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { CountryField } from '../../../_features/employers/country-field.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { SelectField } from '../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextArea } from '../../../_ui/text-field.tsx'
import { createOpening } from '../../_actions.ts'
import { OpeningFields } from '../../_components/opening-fields.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('openings'))('new') }
}

export default async function NewOpeningPage() {
  const t = await getTranslations('openings')
  const locale = await getLocale()
  const { organisations, roles } = await forPage((await api()).employers.openingChoices())
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/hire/openings' }, { text: t('new') }]} />
      <main id="main" className="page max-w-[860px]">
        <h1>{t('new')}</h1>
        <p className="mt-1 mb-6 max-w-[640px] text-ink-2">{t('newText')}</p>
        {roles.length === 0 ? (
          <EmptyState title={t('noRole')}>{t('noRoleNext')}</EmptyState>
        ) : (
          <ActionForm action={createOpening} label={t('new')} className="grid max-w-[640px] gap-4">
            <input type="hidden" name="openingId" value={randomUUID()} />
            <SelectField
              label={t('organisation')}
              name="organisationId"
              options={organisations.map(({ id, names }) => ({ value: id, label: inLocale(names, locale) }))}
            />
            <SelectField
              label={t('role')}
              name="roleCode"
              options={roles.map(({ code, name }) => ({ value: code, label: inLocale(name, locale) }))}
            />
            <CountryField label={t('country')} />
            <TextArea
              label={t('purpose')}
              name="purpose"
              description={t('purposeHelp')}
              rows={2}
              minLength={10}
              maxLength={500}
              required
            />
            <OpeningFields facts={null} />
            <p>
              <SubmitButton look="go" tall>
                {t('create')}
              </SubmitButton>
            </p>
          </ActionForm>
        )}
      </main>
    </>
  )
}
