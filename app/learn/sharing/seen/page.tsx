import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { type Column, DataTable } from '../../../_ui/data-table.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Whole } from '../../../_ui/whole.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sharing'))('seen') }
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['disclosures']>>[number]

export default async function SeenPage() {
  const t = await getTranslations('sharing')
  const words = await getTranslations('candidate')
  const format = await getFormatter()
  const locale = await getLocale()
  const rows = await forPage((await api()).employers.disclosures())
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const columns: Column<Row>[] = [
    { id: 'when', title: t('when'), isHead: true, cell: (row) => <Whole>{at(row.at)}</Whole> },
    {
      id: 'who',
      title: t('who'),
      cell: (row) => (
        <span className="block min-w-[160px]">
          {t('whoOf', { name: row.viewerName, organisation: inLocale(row.recipientNames, locale) })}
        </span>
      ),
    },
    {
      id: 'what',
      title: t('what'),
      cell: (row) => (
        <span className="block min-w-[200px]">{format.list(row.items.map((item) => words(`items.${item}`)))}</span>
      ),
    },
    {
      id: 'under',
      title: t('under'),
      cell: (row) => (
        <span className="block min-w-[200px]">{t('underOf', { title: row.openingTitle, at: at(row.grantedAt) })}</span>
      ),
    },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/learn/sharing' }, { text: t('seen') }]} />
      <main id="main" className="page">
        <h1>{t('seen')}</h1>
        <p className="mt-1 mb-6 text-ink-2">{t('seenNote')}</p>
        {rows.length > 0 ? (
          <DataTable caption={t('seen')} columns={columns} rows={rows} rowKey={(row) => row.disclosureId} />
        ) : (
          <EmptyState title={t('noneSeen')}>{t('noneSeenNext')}</EmptyState>
        )}
      </main>
    </>
  )
}
