import { randomUUID } from 'node:crypto'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { api } from '../../../_trpc/server.ts'
import { AskButton } from '../../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../../_ui/data-table.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Whole } from '../../../_ui/whole.tsx'
import { orderVerification } from '../_actions.ts'

export type Backups = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['backups']>>
type Backup = Backups['backups'][number]

async function Tried({ backup: { verifiedAt, verifyFault } }: { backup: Backup }) {
  const t = await getTranslations('backups')
  const format = await getFormatter()
  if (!verifiedAt) return <span className="text-ink-3">{t('notVerified')}</span>
  const at = format.dateTime(verifiedAt, { dateStyle: 'medium', timeStyle: 'short' })
  if (!verifyFault) return t('verified', { at })
  return <span className="text-shu">{t('broken', { at, why: t(`faults.${verifyFault}`) })}</span>
}

async function Try({ backup }: { backup: Backup }) {
  const t = await getTranslations('backups')
  return (
    <AskButton
      label={t('verify')}
      look="link"
      title={t('verifyTitle')}
      confirm={t('verify')}
      cancel={t('cancel')}
      action={orderVerification}
    >
      <p>{t('verifyText')}</p>
      <input type="hidden" name="jobId" value={randomUUID()} />
      <input type="hidden" name="backupId" value={backup.id} />
    </AskButton>
  )
}

/** Every backup that is there, the newest first. */
export async function BackupTable({ rows, canTry }: { rows: readonly Backup[]; canTry: boolean }) {
  const t = await getTranslations('backups')
  const format = await getFormatter()
  if (rows.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
  const megabytes = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
  const columns: Column<Backup>[] = [
    {
      id: 'at',
      title: t('at'),
      isHead: true,
      cell: ({ takenAt, file }) => (
        <>
          <span className="block whitespace-nowrap">
            {format.dateTime(takenAt, { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
          <code className="mono block min-w-[180px] text-1 font-regular text-ink-3 [overflow-wrap:anywhere]">
            {file}
          </code>
        </>
      ),
    },
    { id: 'how', title: t('how'), cell: ({ trigger }) => <Whole>{t(`triggers.${trigger}`)}</Whole> },
    {
      id: 'size',
      title: t('size'),
      isNumber: true,
      cell: ({ bytes }) => <Whole>{format.number(bytes / 1e6, megabytes)}</Whole>,
    },
    { id: 'rows', title: t('rows'), isNumber: true, cell: (row) => <Whole>{format.number(row.rows)}</Whole> },
    {
      id: 'version',
      title: t('version'),
      cell: ({ version, migrations }) => <Whole>{t('versionOf', { version, count: migrations })}</Whole>,
    },
    {
      id: 'digest',
      title: t('digest'),
      cell: ({ digest }) => (
        <code className="mono" title={digest}>
          {digest.slice(0, 12)}…
        </code>
      ),
    },
    {
      id: 'tried',
      title: t('state'),
      cell: (row) => (
        <span className="block min-w-[160px]">
          <Tried backup={row} />
        </span>
      ),
    },
    { id: 'try', title: t('actions'), cell: (row) => canTry && row.isHere && <Try backup={row} /> },
  ]
  return <DataTable caption={t('list')} columns={columns} rows={rows} rowKey={({ id }) => id} />
}
