import type { ReactNode } from 'react'
import { Link } from './link.tsx'

export interface Column<Row> {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** Sortable columns compare by this. */
  sortBy?: (row: Row) => string | number
  isNumber?: boolean
  isHead?: boolean
}

export interface DataTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Where the table stands and how it is sorted, so that the state is in the address. */
  sort?: { path: string; by: string | null; descending: boolean }
}

export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  by: string | null,
  descending: boolean,
): Row[] {
  const key = columns.find((column) => column.id === by)?.sortBy
  if (!key) return [...rows]
  const direction = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)]
    return direction * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)))
  })
}

function ColumnHead<Row>({ column, sort }: { column: Column<Row>; sort: DataTableProps<Row>['sort'] }) {
  const align = column.isNumber ? 'text-right' : undefined
  if (!sort || !column.sortBy) return <th className={align}>{column.title}</th>
  const isCurrent = sort.by === column.id
  const next = isCurrent && !sort.descending ? `-${column.id}` : column.id
  const state = isCurrent ? (sort.descending ? 'descending' : 'ascending') : 'none'
  return (
    <th className={align} aria-sort={state}>
      <Link href={`${sort.path}?sort=${next}`} scroll={false} className="link-quiet inline-block min-h-6">
        {column.title}
        {isCurrent && <span aria-hidden="true"> {sort.descending ? '↓' : '↑'}</span>}
      </Link>
    </th>
  )
}

/** A dense table on the server: sorting is a link, so it works without script and can be shared. */
export function DataTable<Row>({ caption, columns, rows, rowKey, sort }: DataTableProps<Row>) {
  const shown = sort ? sorted(rows, columns, sort.by, sort.descending) : rows
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="rows">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead key={column.id} column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.isHead ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={column.isNumber ? 'text-right' : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Reads `?sort=-score`. */
export function parseSort(value: string | string[] | undefined): { by: string | null; descending: boolean } {
  const text = typeof value === 'string' ? value : ''
  return { by: text.replace(/^-/, '') || null, descending: text.startsWith('-') }
}
