import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../_i18n/locales.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SelectField } from '../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { saveCohort } from '../../_actions.ts'

type Text = { en: string; ja: string }

export interface CohortFormProps {
  cohortId: string
  /** What is there already; null for a new cohort. */
  facts: { names: Text; partnerId: string; zone: string; startsOn: string; endsOn: string; freezesOn: string } | null
  owners: readonly { id: string; names: Text }[]
  programmes: readonly { id: string; titles: Text }[]
  partners: readonly { id: string; names: Text }[]
}

/** A cohort's names, who teaches it, and its calendar where it is taught. */
export async function CohortForm({ cohortId, facts, owners, programmes, partners }: CohortFormProps) {
  const t = await getTranslations('cohortForm')
  const locale = await getLocale()
  const named = (rows: readonly { id: string; names: Text }[]) =>
    rows.map(({ id, names }) => ({ value: id, label: inLocale(names, locale) }))
  return (
    <ActionForm action={saveCohort} label={t(facts ? 'change' : 'create')} className="grid max-w-[640px] gap-4">
      <input type="hidden" name="cohortId" value={cohortId} />
      {!facts && (
        <>
          {owners.length === 1 ? (
            <input type="hidden" name="ownerId" value={owners[0]!.id} />
          ) : (
            <SelectField label={t('owner')} name="ownerId" options={named(owners)} />
          )}
          <SelectField
            label={t('programme')}
            name="programmeId"
            options={programmes.map(({ id, titles }) => ({ value: id, label: inLocale(titles, locale) }))}
          />
        </>
      )}
      <TextField label={t('nameEn')} name="nameEn" defaultValue={facts?.names.en} maxLength={120} required />
      <TextField label={t('nameJa')} name="nameJa" defaultValue={facts?.names.ja} maxLength={120} required lang="ja" />
      <SelectField label={t('partner')} name="partnerId" defaultValue={facts?.partnerId} options={named(partners)} />
      <SelectField
        label={t('zone')}
        name="zone"
        defaultValue={facts?.zone ?? 'Asia/Tokyo'}
        options={['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone }))}
      />
      <div className="grid gap-4 md:grid-cols-2">
        <TextField label={t('startsOn')} name="startsOn" type="date" defaultValue={facts?.startsOn} required />
        <TextField label={t('endsOn')} name="endsOn" type="date" defaultValue={facts?.endsOn} required />
      </div>
      <TextField
        label={t('freezesOn')}
        name="freezesOn"
        type="date"
        description={t('freezesOnHelp')}
        defaultValue={facts?.freezesOn}
        required
      />
      <p>
        <SubmitButton look="go">{t(facts ? 'save' : 'createDo')}</SubmitButton>
      </p>
    </ActionForm>
  )
}
