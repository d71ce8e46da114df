import { getTranslations } from 'next-intl/server'
import { TextArea, TextField } from '../../_ui/text-field.tsx'

export interface OpeningFacts {
  title: string
  place: string
  terms: string
  closesOn: string
}

/** What may change of an opening: the same for a new one and for a change. */
export async function OpeningFields({ facts }: { facts: OpeningFacts | null }) {
  const t = await getTranslations('openings')
  return (
    <>
      <TextField label={t('fieldTitle')} name="title" defaultValue={facts?.title} maxLength={120} required />
      <TextField label={t('place')} name="place" defaultValue={facts?.place} maxLength={120} required />
      <TextArea
        label={t('terms')}
        name="terms"
        description={t('termsHelp')}
        defaultValue={facts?.terms}
        rows={5}
        minLength={10}
        maxLength={2000}
        required
      />
      <TextField label={t('closesOn')} name="closesOn" type="date" defaultValue={facts?.closesOn} required />
    </>
  )
}
