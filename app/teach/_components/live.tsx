import { getFormatter, getLocale, getNow, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

type ReadLive = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['live']>>

/** Who works at this moment, and who comes no further: what an instructor can act on now. */
export async function Live({ live }: { live: ReadLive }) {
  const t = await getTranslations('live')
  const words = await getTranslations('submission')
  const locale = await getLocale()
  const format = await getFormatter()
  const now = await getNow()
  const labOf = (activity: { code: string | null; title: { en: string; ja: string } }) =>
    [activity.code, inLocale(activity.title, locale)].filter(Boolean).join(' ')
  return (
    <div className="grid gap-x-12 border-b border-rule *:min-w-0 lg:grid-cols-2">
      <section className="py-6">
        <SectionHead
          title={t('active')}
          note={t('activeNote', { count: live.active.length, minutes: live.activeMinutes })}
        />
        <ul className="border-t border-rule">
          {live.active.map(({ learnerId, cohortId, learnerName, activity, mode, at }) => (
            <li
              key={`${cohortId} ${learnerId} ${activity.code} ${mode}`}
              className="flex flex-wrap items-baseline gap-x-4 border-b border-rule py-2"
            >
              <span className="mr-auto">
                <b>{learnerName}</b>
                <span className="block text-1 text-ink-2">
                  {labOf(activity)} · {words(`modes.${mode}`)}
                </span>
              </span>
              <span className="text-1 text-ink-3">{format.relativeTime(at, now)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="py-6">
        <SectionHead title={t('stuck')} note={t('stuckNote', { count: live.stuck.length, times: live.times })} />
        <ul className="border-t border-rule">
          {live.stuck.map(({ submissionId, learnerName, activity, checks, receivedAt }) => (
            <li key={submissionId} className="flex flex-wrap items-baseline gap-x-4 border-b border-rule py-2">
              <span className="mr-auto">
                <Link href={`/teach/submissions/${submissionId}`}>{learnerName}</Link>
                <span className="block text-1 text-ink-2">
                  {labOf(activity)}: {t('checks', { first: inLocale(checks[0]!, locale), more: checks.length - 1 })}
                </span>
              </span>
              <span className="text-1 text-ink-3">{format.relativeTime(receivedAt, now)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
