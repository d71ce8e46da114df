import { getFormatter, getTranslations } from 'next-intl/server'
import { toCsv } from '../../_ui/csv.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { DownloadLink } from '../../_ui/download-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Whole } from '../../_ui/whole.tsx'
import { ShortId } from './short-id.tsx'

export interface AuditEvent {
  seq: number
  at: Date
  actor: string
  action: string
  subjectType: string
  subjectId: string
  details: Record<string, unknown>
}

export interface AuditBatch {
  fromPosition: number
  toPosition: number
  events: number
  root: string
  keyId: string
  signedAt: Date
}

export async function Events({ events }: { events: readonly AuditEvent[] }) {
  const t = await getTranslations('audit')
  const format = await getFormatter()
  const columns: Column<AuditEvent>[] = [
    { id: 'seq', title: t('seq'), isNumber: true, cell: (row) => row.seq },
    {
      id: 'at',
      title: t('at'),
      cell: (row) => <Whole>{format.dateTime(row.at, { dateStyle: 'medium', timeStyle: 'medium' })}</Whole>,
    },
    {
      id: 'action',
      title: t('action'),
      isHead: true,
      cell: (row) => (t.has(`actions.${row.action}`) ? t(`actions.${row.action}`) : row.action),
    },
    { id: 'actor', title: t('actor'), cell: (row) => <ShortId id={row.actor} /> },
    {
      id: 'subject',
      title: t('subject'),
      cell: (row) => (
        <>
          {t.has(`subjects.${row.subjectType}`) ? t(`subjects.${row.subjectType}`) : row.subjectType}{' '}
          {row.subjectType === 'submission' ? (
            <Link href={`/audit/grades/${row.subjectId}`}>
              <ShortId id={row.subjectId} />
            </Link>
          ) : (
            <ShortId id={row.subjectId} />
          )}
        </>
      ),
    },
  ]
  const csv = toCsv([
    ['seq', 'at', 'actor', 'action', 'subject_type', 'subject_id', 'details'],
    ...events.map((row) => [
      ...[row.seq, row.at.toISOString(), row.actor, row.action, row.subjectType, row.subjectId],
      JSON.stringify(row.details),
    ]),
  ])
  return (
    <section className="py-6">
      <SectionHead
        title={t('events')}
        note={t('eventsNote', { count: events.length })}
        links={
          <DownloadLink name="audit-events.csv" type="text/csv" content={csv}>
            CSV
          </DownloadLink>
        }
      />
      {events.length > 0 ? (
        <DataTable caption={t('events')} columns={columns} rows={events} rowKey={(row) => String(row.seq)} />
      ) : (
        <EmptyState title={t('noEvents')}>{t('noEventsNext')}</EmptyState>
      )}
    </section>
  )
}

export async function Batches({ batches }: { batches: readonly AuditBatch[] }) {
  const t = await getTranslations('audit')
  const format = await getFormatter()
  const columns: Column<AuditBatch>[] = [
    {
      id: 'links',
      title: t('links'),
      isHead: true,
      cell: (row) => t('range', { from: row.fromPosition, to: row.toPosition }),
    },
    {
      id: 'signed',
      title: t('signed'),
      cell: (row) => <Whole>{format.dateTime(row.signedAt, { dateStyle: 'medium', timeStyle: 'medium' })}</Whole>,
    },
    {
      id: 'root',
      title: t('root'),
      cell: (row) => (
        <code className="mono whitespace-nowrap" title={row.root}>
          {row.root.replace(/^sha256:/, '').slice(0, 12)}…
        </code>
      ),
    },
    { id: 'key', title: t('key'), cell: (row) => <code className="mono whitespace-nowrap">{row.keyId}</code> },
  ]
  return (
    <section className="py-6">
      <SectionHead title={t('batches')} note={t('batchesNote', { count: batches.length })} />
      {batches.length > 0 ? (
        <DataTable caption={t('batches')} columns={columns} rows={batches} rowKey={(row) => String(row.toPosition)} />
      ) : (
        <EmptyState title={t('noBatches')}>{t('noBatchesNext')}</EmptyState>
      )}
    </section>
  )
}
