import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../../../_features/calls/fault.ts'
import { diffLines } from '../../../../../_features/lab-editor/line-diff.ts'
import { Head } from '../../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { api } from '../../../../../_trpc/server.ts'
import { EmptyState } from '../../../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../../../_ui/section-head.tsx'
import { DiffView } from './_components/diff-view.tsx'
import { Saves } from './_components/saves.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('history'))('comparison') }
}

export default async function ComparePage({ params }: { params: Promise<{ submissionId: string; withId: string }> }) {
  const t = await getTranslations('history')
  const teach = await getTranslations('teach')
  const format = await getFormatter()
  const { submissionId, withId } = await params
  const { assessment } = await api()
  const { activity, learnerName } = await forPage(assessment.submission({ submissionId }))
  const { earlier, later, files, saves, isSameWorkspace } = await forPage(assessment.compare({ submissionId, withId }))
  const lab = `${activity.code ?? ''} ${inLocale(activity.title, await getLocale())}`.trim()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <>
      <Head
        crumbs={[
          { text: teach('title'), href: '/teach' },
          {
            text: [activity.code, learnerName].filter(Boolean).join(' · '),
            href: `/teach/submissions/${submissionId}`,
          },
          { text: t('comparison') },
        ]}
      />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{teach('submissionTitle', { lab, name: learnerName ?? '' })}</h1>
          <p className="mt-2 text-3">
            {t('between', { earlier: at(earlier.receivedAt), later: at(later.receivedAt) })}
          </p>
        </div>
        <section className="py-6">
          <SectionHead title={t('differences')} note={t('differ', { count: files.length })} />
          {files.length === 0 ? (
            <EmptyState title={t('same')} />
          ) : (
            files.map(({ path, before, now }) => (
              <DiffView key={path} path={path} before={before} now={now} lines={diffLines(before ?? '', now ?? '')} />
            ))
          )}
        </section>
        <Saves saves={saves} isSameWorkspace={isSameWorkspace} />
      </main>
    </>
  )
}
