import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../_i18n/locales.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { ChoiceList } from '../../../_ui/choice-list.tsx'
import { SelectField } from '../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextArea, TextField } from '../../../_ui/text-field.tsx'
import { saveProgramme } from '../../_actions.ts'

type Text = { en: string; ja: string }

export interface ProgrammeFormProps {
  programmeId: string
  /** What is there already; null for a new programme. */
  facts: {
    titles: Text
    summary: Text
    startsOn: string | null
    endsOn: string | null
    courses: string[]
    roles: string[]
  } | null
  owners: readonly { id: string; names: Text }[]
  courses: readonly { slug: string; code: string; title: Text; summary: Text }[]
  roles: readonly { slug: string; status: string; name: Text }[]
}

/** Everything a programme is made of: its names, its calendar, and the courses and roles of the catalogue. */
export async function ProgrammeForm({ programmeId, facts, owners, courses, roles }: ProgrammeFormProps) {
  const t = await getTranslations('programmes')
  const locale = await getLocale()
  return (
    <ActionForm action={saveProgramme} label={t(facts ? 'change' : 'create')} className="grid max-w-[640px] gap-4">
      <input type="hidden" name="programmeId" value={programmeId} />
      {!facts && (
        <SelectField
          label={t('owner')}
          name="ownerId"
          options={owners.map(({ id, names }) => ({ value: id, label: inLocale(names, locale) }))}
        />
      )}
      <TextField label={t('titleEn')} name="titleEn" defaultValue={facts?.titles.en} maxLength={120} required />
      <TextField
        label={t('titleJa')}
        name="titleJa"
        defaultValue={facts?.titles.ja}
        maxLength={120}
        required
        lang="ja"
      />
      <TextArea
        label={t('summaryEn')}
        name="summaryEn"
        defaultValue={facts?.summary.en}
        rows={2}
        maxLength={600}
        required
      />
      <TextArea
        label={t('summaryJa')}
        name="summaryJa"
        defaultValue={facts?.summary.ja}
        rows={2}
        maxLength={600}
        required
        lang="ja"
      />
      <div className="grid gap-4 md:grid-cols-2">
        <TextField label={t('startsOn')} name="startsOn" type="date" defaultValue={facts?.startsOn ?? ''} required />
        <TextField label={t('endsOn')} name="endsOn" type="date" defaultValue={facts?.endsOn ?? ''} required />
      </div>
      <ChoiceList
        name="courses"
        legend={t('courses')}
        kind="checkbox"
        checked={facts?.courses ?? (courses.length === 1 ? [courses[0]!.slug] : [])}
        choices={courses.map(({ slug, code, title, summary }) => ({
          value: slug,
          label: `${code} ${inLocale(title, locale)}`,
          description: inLocale(summary, locale),
        }))}
      />
      <ChoiceList
        name="roles"
        legend={t('roles')}
        kind="checkbox"
        checked={facts?.roles ?? []}
        choices={roles.map(({ slug, status, name }) => ({
          value: slug,
          label: inLocale(name, locale),
          ...(status === 'open' ? {} : { description: t('inPreparation') }),
        }))}
      />
      <p>
        <SubmitButton look="go">{t(facts ? 'save' : 'createDo')}</SubmitButton>
      </p>
    </ActionForm>
  )
}
