import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Changes } from './_components/changes.tsx'
import { LimitTable, type Quotas } from './_components/limits.tsx'

type Organisation = Quotas['organisations'][number]

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('quotas'))('title') }
}

const ORGANISATION_LIMITS = { seats: 'count', storage: 'megabytes', openLabs: 'count' } as const

async function Organisations({ rows }: { rows: readonly Organisation[] }) {
  const t = await getTranslations('quotas')
  const locale = await getLocale()
  if (rows.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
  const useOf = (row: Organisation, kind: keyof typeof ORGANISATION_LIMITS) => {
    const unit = ORGANISATION_LIMITS[kind]
    const [used, value] = [row.use[kind], row.limits[kind]]
    const isFull = used !== undefined && used >= value
    return (
      <span className={isFull ? 'whitespace-nowrap text-shu' : 'whitespace-nowrap'}>
        {used === undefined ? '?' : t('amounts.count', { value: used })} / {t(`amounts.${unit}`, { value })}
      </span>
    )
  }
  const columns: Column<Organisation>[] = [
    {
      id: 'organisation',
      title: t('organisation'),
      isHead: true,
      cell: ({ organisationId, names }) => (
        <Link href={`/operate/quotas/${organisationId}`} className="block min-w-[140px]">
          {inLocale(names, locale)}
        </Link>
      ),
    },
    ...(['seats', 'storage', 'openLabs'] as const).map((kind) => ({
      id: kind,
      title: t(`kinds.${kind}`),
      isNumber: true,
      cell: (row: Organisation) => useOf(row, kind),
    })),
    {
      id: 'own',
      title: t('settings'),
      cell: ({ own }) => <span className="whitespace-nowrap">{t('ownCount', { count: own })}</span>,
    },
  ]
  return (
    <DataTable
      caption={t('organisations')}
      columns={columns}
      rows={rows}
      rowKey={({ organisationId }) => organisationId}
    />
  )
}

export default async function QuotasPage() {
  const t = await getTranslations('quotas')
  const { site, changes, organisations } = await forPage((await api()).sovereignty.quotas())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          <SectionHead title={t('organisations')} note={t('organisationsNote')} />
          <Organisations rows={organisations} />
        </section>
        <section className="py-6">
          <SectionHead title={t('site')} note={t('siteNote')} />
          <LimitTable
            caption={t('site')}
            limits={site.map((limit) => ({ ...limit, used: null }))}
            organisationId={null}
          />
        </section>
        <Changes rows={changes} limits={site} />
      </main>
    </>
  )
}
