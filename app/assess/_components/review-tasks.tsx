import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

type Tasks = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['listReviewTasks']>>

/** What learners wrote that a person marks, those that wait first; whose it is stands nowhere. */
export async function ReviewTasks({ tasks }: { tasks: Tasks }) {
  const t = await getTranslations('review')
  const submission = await getTranslations('submission')
  const locale = await getLocale()
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <section className="pt-6">
      <SectionHead title={t('tasks')} note={t('tasksNote')} />
      {tasks.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <ul className={tasks.length > 0 ? 'border-t border-rule' : undefined}>
        {tasks.map(({ submissionId, activity, cohortNames, mode, receivedAt, reviewedAt, isMet }) => (
          <li
            key={submissionId}
            className="grid items-center gap-x-8 gap-y-2 border-b border-rule py-3 md:grid-cols-[1fr_2fr_auto]"
          >
            <div>
              <h3>
                {activity.code} {inLocale(activity.titles, locale)}
              </h3>
              <p className="text-1 text-ink-3">{inLocale(cohortNames, locale)}</p>
            </div>
            <p className="text-1 text-ink-2">
              {submission(`modes.${mode}`)} · {t('received', { at: at(receivedAt) })}
              {reviewedAt && ` · ${t(isMet ? 'markedMet' : 'markedNotMet', { at: at(reviewedAt) })}`}
            </p>
            <Link href={`/assess/reviews/${submissionId}`} className="btn">
              {t(reviewedAt ? 'look' : 'mark')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
