import { getLocale, getTranslations } from 'next-intl/server'
import { COUNTRIES } from '../../../../server/identity/inputs.ts'
import { SelectField } from '../../../_ui/select-field.tsx'
import { TextField } from '../../../_ui/text-field.tsx'

export interface OrganisationFacts {
  names: { en: string; ja: string }
  country: string | null
  region: string | null
}

/** Names in both languages and where the organisation is: the same for a new one and for a change. */
export async function OrganisationFields({ facts, home }: { facts: OrganisationFacts | null; home: string }) {
  const t = await getTranslations('organisations')
  const locale = await getLocale()
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const countries = COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }))
  return (
    <>
      <TextField label={t('nameEn')} name="nameEn" defaultValue={facts?.names.en} maxLength={120} required />
      <TextField label={t('nameJa')} name="nameJa" defaultValue={facts?.names.ja} maxLength={120} required lang="ja" />
      <SelectField
        label={t('country')}
        name="country"
        defaultValue={facts?.country ?? home}
        options={countries.toSorted((a, b) => a.label.localeCompare(b.label, locale))}
      />
      <TextField
        label={t('region')}
        name="region"
        description={t('regionHelp')}
        defaultValue={facts?.region ?? ''}
        maxLength={80}
      />
    </>
  )
}
