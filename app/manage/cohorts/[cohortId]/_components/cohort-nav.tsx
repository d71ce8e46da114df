import { getTranslations } from 'next-intl/server'
import { Link } from '../../../../_ui/link.tsx'

export type CohortPage = 'conversion' | 'roster' | 'team' | 'settings'

const PATHS: Record<CohortPage, string> = { conversion: '', roster: '/roster', team: '/team', settings: '/settings' }

/** The four pages of a cohort, the current one marked. Settings are for who owns the programme. */
export async function CohortNav({
  cohortId,
  current,
  isOwner,
}: {
  cohortId: string
  current: CohortPage
  isOwner: boolean
}) {
  const t = await getTranslations('cohortNav')
  const pages = (Object.keys(PATHS) as CohortPage[]).filter((page) => page !== 'settings' || isOwner)
  return (
    <nav aria-label={t('label')} className="mb-4 flex flex-wrap gap-x-6 gap-y-1">
      {pages.map((page) => (
        <Link
          key={page}
          href={`/manage/cohorts/${cohortId}${PATHS[page]}`}
          aria-current={page === current ? 'page' : undefined}
          className={`inline-block min-h-6 no-underline ${page === current ? 'border-b-2 border-ai font-strong text-ai' : 'text-ink-2 hover:text-ink'}`}
        >
          {t(`pages.${page}`)}
        </Link>
      ))}
    </nav>
  )
}
