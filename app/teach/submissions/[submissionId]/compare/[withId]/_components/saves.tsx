import { getFormatter, getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '../../../../../../_ui/data-table.tsx'
import { EmptyState } from '../../../../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../../../../_ui/section-head.tsx'

interface Save {
  path: string
  source: 'editor' | 'terminal' | 'reset'
  savedAt: Date
}

interface Row {
  path: string
  count: number
  from: Date
  to: Date
  sources: string[]
}

function rowsOf(saves: readonly Save[]): Row[] {
  return [...Map.groupBy(saves, ({ path }) => path).entries()].map(([path, of]) => ({
    ...{ path, count: of.length, from: of[0]!.savedAt, to: of.at(-1)!.savedAt },
    sources: [...new Set(of.map(({ source }) => source))],
  }))
}

/** How the later submission came about: when each file was saved, how often, and by what. */
export async function Saves({ saves, isSameWorkspace }: { saves: readonly Save[]; isSameWorkspace: boolean }) {
  const t = await getTranslations('history')
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium' })
  const columns: Column<Row>[] = [
    { id: 'file', title: t('file'), isHead: true, cell: (row) => <code className="mono">{row.path}</code> },
    { id: 'count', title: t('times'), isNumber: true, cell: (row) => format.number(row.count) },
    { id: 'first', title: t('first'), cell: (row) => at(row.from) },
    { id: 'last', title: t('last'), cell: (row) => at(row.to) },
    { id: 'by', title: t('by'), cell: (row) => format.list(row.sources.map((source) => t(`sources.${source}`))) },
  ]
  return (
    <section className="ruled py-6">
      <SectionHead
        title={t('saves')}
        note={t(isSameWorkspace ? 'savesBetween' : 'savesSince', { count: saves.length })}
      />
      {saves.length === 0 ? (
        <EmptyState title={t('noSaves')} />
      ) : (
        <DataTable caption={t('saves')} columns={columns} rows={rowsOf(saves)} rowKey={(row) => row.path} />
      )}
    </section>
  )
}
