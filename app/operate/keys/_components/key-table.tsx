import { getFormatter, getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '../../../_ui/data-table.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import type { Key, Keys, Purpose } from './keys.ts'
import { ReportKey } from './new-key.tsx'

/** A PEM without its armour; a key is one line. */
const oneLine = (publicKey: string) => publicKey.replaceAll(/-----[A-Z ]+-----|\s/g, '')

/** Every key of one purpose, the one that signs first. */
export async function KeyTable({ purpose, keys, asks }: { purpose: Purpose; keys: Keys; asks: boolean }) {
  const t = await getTranslations('keys')
  const format = await getFormatter()
  const rows: readonly Key[] = keys[purpose].keys
  if (rows.length === 0) return <EmptyState title={t('none')} />
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const time = (date: Date) => <span className="whitespace-nowrap">{at(date)}</span>
  const stateOf = ({ state, compromisedAt }: Key) =>
    compromisedAt ? (
      <span className="text-shu">{t('states.compromised', { at: at(compromisedAt) })}</span>
    ) : (
      t(`states.${state}`)
    )
  const columns: Column<Key>[] = [
    {
      id: 'key',
      title: t('key'),
      isHead: true,
      cell: ({ publicKey }) => (
        <code className="mono block min-w-[170px] font-regular [overflow-wrap:anywhere]">{oneLine(publicKey)}</code>
      ),
    },
    { id: 'state', title: t('state'), cell: stateOf },
    { id: 'since', title: t('since'), cell: ({ addedAt }) => time(addedAt) },
    { id: 'until', title: t('until'), cell: ({ retiredAt }) => (retiredAt ? time(retiredAt) : '—') },
    {
      id: 'signed',
      title: t('signed'),
      cell: ({ signed }) => (
        <ul>
          {Object.entries(signed).map(([kind, count]) => (
            <li key={kind}>{t(`counts.${kind}`, { count })}</li>
          ))}
        </ul>
      ),
    },
  ]
  if (rows.length > 1)
    columns.push(
      { id: 'reason', title: t('reason'), cell: ({ reason }) => reason ?? '—' },
      {
        id: 'report',
        title: t('actions'),
        cell: ({ keyId, state }) => state === 'retired' && <ReportKey purpose={purpose} keyId={keyId} asks={asks} />,
      },
    )
  return (
    <DataTable caption={t(`purposes.${purpose}.title`)} columns={columns} rows={rows} rowKey={({ keyId }) => keyId} />
  )
}
