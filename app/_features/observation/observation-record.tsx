import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { FactList } from '../../_ui/fact-list.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'

type Observation = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['observation']>>

const MARKS: Record<Observation['marks'][number]['mark'], MarkKind> = {
  unaided: 'passed',
  helped: 'partial',
  not_shown: 'failed',
}

/** What an assessor signed: every criterion with its mark, then who, when, where, and the seal. */
export async function ObservationRecord({ observation }: { observation: Observation }) {
  const t = await getTranslations('observation')
  const locale = await getLocale()
  const format = await getFormatter()
  const markOf = new Map(observation.marks.map(({ criterion, mark }) => [criterion, mark]))
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeStyle: 'short' })
  const seal = observation.seal
  return (
    <>
      <div className="border-b border-ink pb-6">
        <h1>{t(observation.isMet ? 'met' : 'notMet')}</h1>
        <p className="mt-1 max-w-[640px] text-ink-2">
          {t(observation.isMet ? 'metText' : 'notMetText', {
            role: observation.role.name ? inLocale(observation.role.name, locale) : observation.role.code,
          })}
        </p>
      </div>
      <div className="grid gap-x-12 gap-y-8 pt-6 lg:grid-cols-[1fr_320px]">
        <ul className="border-t border-rule">
          {observation.criteria.map(({ id, title }) => {
            const mark = markOf.get(id) ?? 'not_shown'
            return (
              <li key={id} className="grid grid-cols-[16px_1fr_auto] gap-x-4 border-b border-rule py-3">
                <span className="mt-1">
                  <Mark kind={MARKS[mark]} label={t(`marks.${mark}`)} />
                </span>
                <span>{inLocale(title, locale)}</span>
                <span className="text-1 text-ink-2">{t(`marks.${mark}`)}</span>
              </li>
            )
          })}
        </ul>
        <div>
          <FactList
            facts={[
              { term: t('assessor'), value: observation.assessorName },
              {
                term: t('observedOn'),
                value: format.dateTime(new Date(`${observation.observedOn}T00:00:00Z`), {
                  dateStyle: 'long',
                  timeZone: 'UTC',
                }),
              },
              { term: t('place'), value: t(`places.${observation.place}`) },
              { term: t('signed'), value: day(observation.recordedAt) },
              { term: t('seal'), value: seal ? t('sealed', { at: day(seal.sealedAt) }) : t('sealing') },
              { term: t('digest'), value: <span className="mono break-all">{observation.digest}</span> },
            ]}
          />
          {observation.note && (
            <>
              <h2 className="mt-6 mb-1">{t('note')}</h2>
              <p className="whitespace-pre-line">{observation.note}</p>
            </>
          )}
        </div>
      </div>
    </>
  )
}
