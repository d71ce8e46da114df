import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Whole } from '../../_ui/whole.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auditReleases'))('title') }
}

type Release = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['outcomes']['releases']>>[number]

export default async function AuditReleasesPage() {
  const t = await getTranslations('auditReleases')
  const locale = await getLocale()
  const format = await getFormatter()
  const releases = await forPage((await api()).outcomes.releases())
  const columns: Column<Release>[] = [
    {
      id: 'published',
      title: t('publishedAt'),
      isHead: true,
      cell: ({ releaseId, publishedAt }) => (
        <Link href={`/audit/releases/${releaseId}`}>
          <Whole>{format.dateTime(publishedAt, { dateStyle: 'medium', timeStyle: 'medium' })}</Whole>
        </Link>
      ),
    },
    { id: 'programme', title: t('programme'), cell: ({ titles }) => inLocale(titles, locale) },
    { id: 'owner', title: t('owner'), cell: ({ ownerNames }) => inLocale(ownerNames, locale) },
    { id: 'seal', title: t('seal'), cell: ({ isSigned }) => t(isSigned ? 'signed' : 'waiting') },
    {
      id: 'withheld',
      title: t('withheld'),
      cell: ({ withheld, figures }) => <Whole>{t('of', { count: withheld, all: figures })}</Whole>,
    },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          <SectionHead title={t('all')} note={t('allNote', { count: releases.length })} />
          {releases.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          ) : (
            <DataTable caption={t('all')} columns={columns} rows={releases} rowKey={({ releaseId }) => releaseId} />
          )}
        </section>
      </main>
    </>
  )
}
