import { getFormatter, getTranslations } from 'next-intl/server'
import { dayOf } from '../../../../../_features/cohorts/dates.ts'
import { type Column, DataTable } from '../../../../../_ui/data-table.tsx'
import { Link } from '../../../../../_ui/link.tsx'
import { Whole } from '../../../../../_ui/whole.tsx'

export interface RosterPerson {
  enrolmentId: string
  name: string
  email: string
  enrolledAt: Date
  state: 'active' | 'onLeave' | 'withdrawn' | 'transferred'
  until: string | null
  since: string | null
  isTransferred: boolean
}

export interface RosterTableProps {
  caption: string
  people: readonly RosterPerson[]
  zone: string
  cohortId: string
  sort: { path: string; by: string | null; descending: boolean }
}

/** Who is on the roster and how each stands; a name opens the person's history with what can be done. */
export async function RosterTable({ caption, people, zone, cohortId, sort }: RosterTableProps) {
  const t = await getTranslations('roster')
  const format = await getFormatter()
  const day = (date: string) => format.dateTime(dayOf(date), { dateStyle: 'medium', timeZone: 'UTC' })
  const stateOf = ({ state, until, since, isTransferred }: RosterPerson) => {
    if (state === 'onLeave') return t('onLeave', { until: day(until!) })
    if (state === 'active') return isTransferred ? t('cameOver') : t('active')
    return since ? t(`${state}Since`, { on: day(since) }) : t(state)
  }
  const columns: Column<RosterPerson>[] = [
    {
      id: 'name',
      title: t('name'),
      isHead: true,
      cell: (row) => (
        <Whole>
          <Link href={`/manage/cohorts/${cohortId}/roster/${row.enrolmentId}`}>{row.name}</Link>
        </Whole>
      ),
      sortBy: (row) => row.name,
    },
    { id: 'email', title: t('email'), cell: (row) => <Whole>{row.email}</Whole>, sortBy: (row) => row.email },
    {
      id: 'enrolled',
      title: t('enrolledOn'),
      cell: (row) => <Whole>{format.dateTime(row.enrolledAt, { dateStyle: 'medium', timeZone: zone })}</Whole>,
      sortBy: (row) => row.enrolledAt.getTime(),
    },
    {
      id: 'state',
      title: t('state'),
      cell: (row) => <span className={row.state === 'active' ? undefined : 'text-ink-3'}>{stateOf(row)}</span>,
      sortBy: (row) => row.state,
    },
  ]
  return <DataTable caption={caption} columns={columns} rows={people} rowKey={(row) => row.enrolmentId} sort={sort} />
}
