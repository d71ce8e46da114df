import { randomUUID } from 'node:crypto'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { dayOf } from '../../../../../../_features/cohorts/dates.ts'
import { inLocale } from '../../../../../../_i18n/locales.ts'
import type { api } from '../../../../../../_trpc/server.ts'
import { AskButton } from '../../../../../../_ui/ask-button.tsx'
import { TextArea } from '../../../../../../_ui/text-field.tsx'
import { correctEvent } from '../../../../../_actions.ts'

export type Enrolment = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['cohorts']['enrolment']>>
type Event = Enrolment['history'][number]

async function TakeBack({ event, text }: { event: Event; text: string }) {
  const t = await getTranslations('enrolment')
  return (
    <AskButton
      label={
        <>
          {t('takeBack')}
          <span className="sr"> {text}</span>
        </>
      }
      look="link"
      title={t('takeBackTitle')}
      action={correctEvent}
      confirm={t('takeBackDo')}
      cancel={t('cancel')}
    >
      <p>{text}</p>
      <p>{t(`takeBackText.${event.kind as 'leave'}`)}</p>
      <input type="hidden" name="eventId" value={randomUUID()} />
      <input type="hidden" name="corrects" value={event.id} />
      <TextArea label={t('note')} name="note" description={t('noteHelp')} rows={2} maxLength={500} />
    </AskButton>
  )
}

/** What happened, in order; what was taken back stays readable. */
export async function History({ enrolment }: { enrolment: Enrolment }) {
  const t = await getTranslations('enrolment')
  const locale = await getLocale()
  const format = await getFormatter()
  const { history, cohort, from } = enrolment
  const day = (date: string) => format.dateTime(dayOf(date), { dateStyle: 'long', timeZone: 'UTC' })
  const enrolledOn = format.dateTime(enrolment.enrolledAt, { dateStyle: 'long', timeZone: cohort.zone })
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short', timeZone: cohort.zone })
  const textOf = (event: Event): string => {
    const on = day(event.startsOn)
    if (event.kind === 'leave') return t('events.leave', { from: on, to: day(event.endsOn!) })
    if (event.kind === 'transferred') {
      return t('events.transferred', { on, to: event.toNames ? inLocale(event.toNames, locale) : '—' })
    }
    if (event.kind === 'withdrawn')
      return t('events.withdrawn', { on, reason: t(`reasons.${event.reason ?? 'other'}`) })
    const corrected = history.find(({ id }) => id === event.corrects)
    return t('events.corrected', { on, what: t(`kinds.${(corrected?.kind ?? 'leave') as 'leave'}`) })
  }
  return (
    <ol>
      <li className="border-t border-rule py-2">
        {from
          ? t('events.cameFrom', { from: inLocale(from.names, locale), on: enrolledOn })
          : t('events.enrolled', { on: enrolledOn })}
      </li>
      {history.map((event) => (
        <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-6 border-t border-rule py-2">
          <div>
            <p className={event.stands || event.kind === 'corrected' ? undefined : 'text-ink-3 line-through'}>
              {textOf(event)}
            </p>
            {event.note && <p className="text-ink-2">{event.note}</p>}
            <p className="text-1 text-ink-3">
              {t('recorded', { at: at(event.recordedAt), by: event.recordedByName ?? t('system') })}
            </p>
          </div>
          {event.stands && <TakeBack event={event} text={textOf(event)} />}
        </li>
      ))}
    </ol>
  )
}
