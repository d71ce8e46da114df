import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable, parseSort } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Whole } from '../../_ui/whole.tsx'
import { cancelPlacement, confirmStart } from '../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('placements'))('title') }
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['listPlacements']>>[number]

async function day(on: string): Promise<string> {
  return (await getFormatter()).dateTime(new Date(`${on}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
}

async function Work({ row }: { row: Row }) {
  const t = await getTranslations('placements')
  const role = row.roleName ? inLocale(row.roleName, await getLocale()) : row.openingTitle
  return t('workText', { role, hours: row.hoursPerWeek, contract: t(`contracts.${row.contract}`) })
}

async function Days({ row }: { row: Row }) {
  const t = await getTranslations('placements')
  if (row.state !== 'started') return null
  return row.days.map(async ({ day: n, on, state }) => (
    <span key={n} className="block">
      <Whole>{t(`days.${state}`, { day: n, date: await day(on) })}</Whole>
    </span>
  ))
}

async function Verbs({ row }: { row: Row }) {
  const t = await getTranslations('placements')
  const { reference, placementId } = row
  if (row.state !== 'planned') return null
  return (
    <span className="grid justify-items-start gap-1">
      {row.mayConfirmStart && (
        <AskButton
          label={
            <>
              {t('confirm')}
              <span className="sr"> {t('confirmOf', { reference })}</span>
            </>
          }
          look="link"
          title={t('confirmTitle', { reference, date: await day(row.startsOn) })}
          action={confirmStart}
          confirm={t('confirmDo')}
          cancel={t('cancel')}
        >
          <p>{t('confirmText', { work: await Work({ row }) })}</p>
          <input type="hidden" name="placementId" value={placementId} />
        </AskButton>
      )}
      <AskButton
        label={
          <>
            {t('takeBack')}
            <span className="sr"> {t('takeBackOf', { reference })}</span>
          </>
        }
        look="link"
        title={t('takeBackTitle', { reference })}
        action={cancelPlacement}
        confirm={t('takeBack')}
        cancel={t('cancel')}
        isDanger
      >
        <p>{t('takeBackText')}</p>
        <input type="hidden" name="placementId" value={placementId} />
      </AskButton>
    </span>
  )
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function PlacementsPage({ searchParams }: Props) {
  const t = await getTranslations('placements')
  const rows = await forPage((await api()).employers.listPlacements())
  const days = new Map(await Promise.all(rows.map(async (row) => [row.startsOn, await day(row.startsOn)] as const)))
  const columns: Column<Row>[] = [
    {
      id: 'reference',
      title: t('reference'),
      isHead: true,
      cell: (row) => row.reference,
      sortBy: (row) => row.reference,
    },
    {
      id: 'work',
      title: t('work'),
      cell: (row) => (
        <span className="block min-w-[200px]">
          <Work row={row} />
        </span>
      ),
    },
    {
      id: 'starts',
      title: t('startsOn'),
      cell: (row) => <Whole>{days.get(row.startsOn)}</Whole>,
      sortBy: (row) => row.startsOn,
    },
    {
      id: 'state',
      title: t('state'),
      cell: (row) => (
        <>
          {t(`states.${row.state}`)}
          <span className={`block text-1 ${row.learner === 'disputed' ? 'text-shu' : 'text-ink-3'}`}>
            {t(`learner.${row.learner}`)}
          </span>
        </>
      ),
      sortBy: (row) => row.state,
    },
    { id: 'later', title: t('later'), cell: (row) => <Days row={row} /> },
    { id: 'verb', title: t('verb'), cell: (row) => <Verbs row={row} /> },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { count: rows.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          {rows.length > 0 ? (
            <DataTable
              caption={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.placementId}
              sort={{ path: '/hire/placements', ...parseSort((await searchParams).sort) }}
            />
          ) : (
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          )}
        </section>
      </main>
    </>
  )
}
