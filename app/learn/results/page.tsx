import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { StateText } from '../../_features/submissions/state-text.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { type Column, DataTable, parseSort } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Whole } from '../../_ui/whole.tsx'
import type { Results } from '../_components/activities.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('results'))('title') }
}

export default async function ResultsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('results')
  const submission = await getTranslations('submission')
  const format = await getFormatter()
  const locale = await getLocale()
  const sort = parseSort((await searchParams).sort)
  const { submissions, evidence } = await forPage((await api()).assessment.listResults())
  type Row = Results['submissions'][number]
  const columns: Column<Row>[] = [
    {
      id: 'lab',
      title: t('lab'),
      isHead: true,
      sortBy: (row) => row.activity.code ?? '',
      cell: (row) => (
        <Link href={`/learn/results/${row.id}`}>
          {row.activity.code} {inLocale(row.activity.title, locale)}
        </Link>
      ),
    },
    { id: 'mode', title: t('how'), sortBy: (row) => row.mode, cell: (row) => submission(`modes.${row.mode}`) },
    {
      id: 'received',
      title: t('received'),
      sortBy: (row) => row.receivedAt.getTime(),
      cell: (row) => <Whole>{format.dateTime(row.receivedAt, { dateStyle: 'medium', timeStyle: 'short' })}</Whole>,
    },
    {
      id: 'state',
      title: t('state'),
      sortBy: (row) => (row.state.state === 'graded' ? row.state.score : -1),
      cell: (row) => <StateText state={row.state} review={row.review} />,
    },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[1100px]">
        <h1 className="mb-4">{t('title')}</h1>
        {submissions.length === 0 ? (
          <EmptyState title={t('noneTitle')} action={<LinkButton href="/learn/labs">{t('toLabs')}</LinkButton>}>
            {t('noneText')}
          </EmptyState>
        ) : (
          <DataTable
            caption={t('title')}
            columns={columns}
            rows={submissions}
            rowKey={(row) => row.id}
            sort={{ path: '/learn/results', ...sort }}
          />
        )}
        {evidence.length > 0 && (
          <section className="ruled mt-8 pt-6">
            <SectionHead title={t('evidence')} note={t('evidenceNote')} />
            <ul>
              {evidence.map((row) => (
                <li
                  key={`${row.area}${row.level}${row.validFrom.toISOString()}`}
                  className="grid grid-cols-[64px_1fr_auto] gap-4 border-b border-rule py-2 text-1"
                >
                  <b>
                    {row.area}
                    {row.level}
                  </b>
                  <span>{[row.activity, submission(`modes.${row.mode}`)].filter(Boolean).join(' · ')}</span>
                  <span className="text-ink-2">
                    {t('until', { date: format.dateTime(row.expiresAt, { dateStyle: 'long' }) })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </>
  )
}
