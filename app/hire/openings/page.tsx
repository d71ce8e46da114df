import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { requireArea } from '../../_features/shell/person.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { type Column, DataTable, parseSort } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('openings'))('title') }
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['listOpenings']>>[number]

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function OpeningsPage({ searchParams }: Props) {
  await requireArea('hire')
  const t = await getTranslations('openings')
  const format = await getFormatter()
  const locale = await getLocale()
  const rows = await forPage((await api()).employers.listOpenings())
  const day = (on: string) => format.dateTime(new Date(`${on}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const roleOf = (row: Row) => (row.roleName ? inLocale(row.roleName, locale) : row.roleCode)
  const columns: Column<Row>[] = [
    {
      id: 'name',
      title: t('name'),
      isHead: true,
      cell: (row) => <Link href={`/hire/openings/${row.id}`}>{row.title}</Link>,
      sortBy: (row) => row.title,
    },
    { id: 'role', title: t('role'), cell: roleOf, sortBy: roleOf },
    { id: 'place', title: t('place'), cell: (row) => row.place, sortBy: (row) => row.place },
    {
      id: 'state',
      title: t('state'),
      cell: (row) => t(`states.${row.state}`, { date: day(row.closesOn) }),
      sortBy: (row) => `${row.state} ${row.closesOn}`,
    },
    { id: 'told', title: t('told'), isNumber: true, cell: (row) => row.told, sortBy: (row) => row.told },
    {
      id: 'candidates',
      title: t('candidates'),
      isNumber: true,
      cell: (row) => row.candidates,
      sortBy: (row) => row.candidates,
    },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { count: rows.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
          <p className="mt-4">
            <LinkButton href="/hire/openings/new" look="go" tall>
              {t('new')}
            </LinkButton>
          </p>
        </div>
        <section className="py-6">
          {rows.length > 0 ? (
            <DataTable
              caption={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              sort={{ path: '/hire/openings', ...parseSort((await searchParams).sort) }}
            />
          ) : (
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          )}
        </section>
      </main>
    </>
  )
}
