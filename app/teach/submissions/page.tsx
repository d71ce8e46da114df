import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api } from '../../_trpc/server.ts'
import { parseSort } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { SubmissionTable } from '../_components/submission-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teach'))('submissions') }
}

export default async function SubmissionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('teach')
  const submissions = await forPage((await api()).assessment.listCohortSubmissions())
  const isMoving = submissions.some(({ state }) => state.state === 'queued' || state.state === 'grading')
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/teach' }, { text: t('submissions') }]} />
      <main id="main" className="page">
        {isMoving && <KeepFresh everyMs={3000} />}
        <h1>{t('submissions')}</h1>
        <p className="mt-1 mb-4 text-ink-2">{t('newestNote', { count: submissions.length })}</p>
        {submissions.length > 0 ? (
          <SubmissionTable
            rows={submissions}
            sort={{ path: '/teach/submissions', ...parseSort((await searchParams).sort) }}
          />
        ) : (
          <EmptyState title={t('noSubmissions')}>{t('noSubmissionsNext')}</EmptyState>
        )}
      </main>
    </>
  )
}
