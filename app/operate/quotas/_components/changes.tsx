import { getFormatter, getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '../../../_ui/data-table.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { Amount, type Limit, type Quotas } from './limits.tsx'

type Row = Quotas['changes'][number]

/** Who set what and why, newest first. */
export async function Changes({
  rows,
  limits,
}: {
  rows: readonly Row[]
  limits: readonly Pick<Limit, 'kind' | 'unit'>[]
}) {
  const t = await getTranslations('quotas')
  const format = await getFormatter()
  const unitOf = (kind: Row['kind']) => limits.find((limit) => limit.kind === kind)!.unit
  const columns: Column<Row>[] = [
    {
      id: 'at',
      title: t('at'),
      isHead: true,
      cell: ({ setAt }) => (
        <span className="whitespace-nowrap">{format.dateTime(setAt, { dateStyle: 'medium', timeStyle: 'short' })}</span>
      ),
    },
    { id: 'limit', title: t('limit'), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      id: 'value',
      title: t('value'),
      isNumber: true,
      cell: ({ kind, value }) => (value === null ? t('wentBack') : <Amount unit={unitOf(kind)} value={value} />),
    },
    { id: 'reason', title: t('reason'), cell: ({ reason }) => reason },
  ]
  return (
    <section className="py-6">
      <SectionHead title={t('changes')} />
      {rows.length === 0 ? (
        <EmptyState title={t('noChanges')} />
      ) : (
        <DataTable caption={t('changes')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
    </section>
  )
}
