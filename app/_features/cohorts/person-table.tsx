import { getFormatter, getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { Whole } from '../../_ui/whole.tsx'

export interface CohortPerson {
  enrolmentId: string
  name: string
  isCounted: boolean
  stage: string | null
  since: Date | null
  withdrawnAt: Date | null
}

export interface PersonTableProps {
  caption: string
  people: readonly CohortPerson[]
  zone: string
  isFrozen: boolean
  sort: { path: string; by: string | null; descending: boolean }
}

/** Who is where: the furthest stage of each person of a cohort, and since when. */
export async function PersonTable({ caption, people, zone, isFrozen, sort }: PersonTableProps) {
  const t = await getTranslations('people')
  const stages = await getTranslations('outcomes')
  const format = await getFormatter()
  const columns: Column<CohortPerson>[] = [
    {
      id: 'name',
      title: t('name'),
      isHead: true,
      cell: (row) => (
        <span id={`person-${row.enrolmentId}`} className="sought">
          <Whole>{row.name}</Whole>
        </span>
      ),
      sortBy: (row) => row.name,
    },
    {
      id: 'stage',
      title: t('stage'),
      cell: (row) => (
        <>
          {row.stage ? (
            <>
              <b>{row.stage}</b> {stages(`stages.${row.stage}`)}
            </>
          ) : (
            <span className="text-ink-3">{t('noStage')}</span>
          )}
          {row.withdrawnAt && <span className="text-ink-3"> · {t('left')}</span>}
          {isFrozen && !row.isCounted && !row.withdrawnAt && <span className="text-ink-3"> · {t('notCounted')}</span>}
        </>
      ),
      sortBy: (row) => row.stage ?? '',
    },
    {
      id: 'since',
      title: t('since'),
      cell: (row) => (
        <Whole>{row.since ? format.dateTime(row.since, { dateStyle: 'medium', timeZone: zone }) : '—'}</Whole>
      ),
      sortBy: (row) => row.since?.getTime() ?? 0,
    },
  ]
  return <DataTable caption={caption} columns={columns} rows={people} rowKey={(row) => row.enrolmentId} sort={sort} />
}
