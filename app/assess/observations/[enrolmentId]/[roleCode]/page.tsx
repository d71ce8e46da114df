import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../../_features/calls/fault.ts'
import { Head } from '../../../../_features/shell/head.tsx'
import { requireMe } from '../../../../_features/shell/person.ts'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { ActionForm } from '../../../../_ui/action-form.tsx'
import { ChoiceList } from '../../../../_ui/choice-list.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../../_ui/submit-button.tsx'
import { TextArea, TextField } from '../../../../_ui/text-field.tsx'
import { signObservation } from '../../../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('observation'))('title') }
}

type Props = { params: Promise<{ enrolmentId: string; roleCode: string }> }

export default async function ObservationFormPage(props: Props) {
  const t = await getTranslations('observation')
  const assess = await getTranslations('assess')
  const locale = await getLocale()
  const format = await getFormatter()
  const me = await requireMe()
  const form = await forPage((await api()).assessment.observationForm(await props.params))
  const day = (date: string) => format.dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <>
      <Head crumbs={[{ text: assess('title'), href: '/assess' }, { text: t('title') }]} />
      <main id="main" className="page max-w-[860px]">
        <div className="border-b border-ink pb-6">
          <h1>{t('formTitle', { name: form.learnerName })}</h1>
          <p className="mt-1 text-ink-2">
            {inLocale(form.role.name, locale)} · {inLocale(form.cohortNames, locale)}
          </p>
          <p className="mt-4 max-w-[640px] text-3">{inLocale(form.task, locale)}</p>
        </div>
        {form.earlier.length > 0 && (
          <section className="pt-6">
            <SectionHead title={t('earlier')} />
            <ul className="border-t border-rule">
              {form.earlier.map(({ observationId, observedOn, isMet }) => (
                <li key={observationId} className="border-b border-rule py-2">
                  <Link href={`/assess/signed/${observationId}`}>{day(observedOn)}</Link>{' '}
                  <span className="text-ink-2">{t(isMet ? 'met' : 'notMet')}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <ActionForm action={signObservation} className="grid gap-8 pt-6">
          <input type="hidden" name="observationId" value={randomUUID()} />
          <input type="hidden" name="enrolmentId" value={form.enrolmentId} />
          <input type="hidden" name="roleCode" value={form.role.code} />
          {form.criteria.map(({ id, title, lookFor }) => (
            <ChoiceList
              key={id}
              name={`mark.${id}`}
              required
              legend={
                <>
                  {inLocale(title, locale)}
                  <span className="block text-1 font-regular text-ink-2">{inLocale(lookFor, locale)}</span>
                </>
              }
              choices={[
                { value: 'unaided', label: t('marks.unaided') },
                { value: 'helped', label: t('marks.helped') },
                { value: 'not_shown', label: t('marks.not_shown') },
              ]}
            />
          ))}
          <TextField label={t('observedOn')} name="observedOn" type="date" defaultValue={form.today} required />
          <ChoiceList
            name="place"
            legend={t('place')}
            required
            choices={[
              { value: 'in_room', label: t('places.in_room') },
              { value: 'online', label: t('places.online') },
            ]}
          />
          <TextArea label={t('note')} name="note" description={t('noteHelp')} rows={4} maxLength={2000} />
          {form.earlier.length > 0 && (
            <ChoiceList
              name="corrects"
              legend={t('correctsLegend')}
              checked={['']}
              choices={[
                { value: '', label: t('correctsNone') },
                ...form.earlier.map(({ observationId, observedOn }) => ({
                  value: observationId,
                  label: t('correctsOne', { day: day(observedOn) }),
                })),
              ]}
            />
          )}
          <div className="border-t border-ink pt-6">
            <p className="mb-4 max-w-[640px]">{t('declaration', { name: form.learnerName })}</p>
            <TextField
              label={t('signature')}
              name="name"
              description={t('signatureHelp', { name: me.name })}
              autoComplete="off"
              required
            />
            <p className="mt-6">
              <SubmitButton look="go">{t('sign')}</SubmitButton>
            </p>
          </div>
        </ActionForm>
      </main>
    </>
  )
}
