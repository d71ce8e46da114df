import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

type Tasks = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['listObservationTasks']>>

/** Whom an assessor may observe, for which role, and what they signed last. */
export async function ObservationTasks({ tasks }: { tasks: Tasks }) {
  const t = await getTranslations('observation')
  const locale = await getLocale()
  const format = await getFormatter()
  const day = (date: string) => format.dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <section className="pt-6">
      <SectionHead title={t('tasks')} note={t('tasksNote')} />
      {tasks.length === 0 && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
      <ul className={tasks.length > 0 ? 'border-t border-rule' : undefined}>
        {tasks.map(({ enrolmentId, learnerName, cohortNames, role, last }) => (
          <li
            key={`${enrolmentId}/${role.code}`}
            className="grid items-center gap-x-8 gap-y-2 border-b border-rule py-3 md:grid-cols-[1fr_2fr_auto]"
          >
            <div>
              <h3>{learnerName}</h3>
              <p className="text-1 text-ink-3">{inLocale(cohortNames, locale)}</p>
            </div>
            <div>
              <p>{inLocale(role.name, locale)}</p>
              <p className="text-1 text-ink-2">
                {last ? (
                  <Link href={`/assess/signed/${last.observationId}`}>
                    {t(last.isMet ? 'lastMet' : 'lastNotMet', { day: day(last.observedOn) })}
                  </Link>
                ) : (
                  t('notYet')
                )}
              </p>
            </div>
            <Link href={`/assess/observations/${enrolmentId}/${role.code}`} className="btn">
              {t(last ? 'observeAgain' : 'observe')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
