import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { StateText, type StateTextProps } from '../../_features/submissions/state-text.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { Link } from '../../_ui/link.tsx'
import { Whole } from '../../_ui/whole.tsx'

type Names = { en: string; ja: string }

export interface SubmissionRow extends StateTextProps {
  id: string
  learnerName: string
  cohortNames: Names
  activity: { code: string | null; title: Names }
  mode: string
  receivedAt: Date
  isHeld: boolean
}

export interface SubmissionTableProps {
  rows: readonly SubmissionRow[]
  sort?: { path: string; by: string | null; descending: boolean }
}

export async function SubmissionTable({ rows, sort }: SubmissionTableProps) {
  const t = await getTranslations('teach')
  const words = await getTranslations('submission')
  const locale = await getLocale()
  const format = await getFormatter()
  const columns: Column<SubmissionRow>[] = [
    {
      id: 'person',
      title: t('person'),
      isHead: true,
      cell: (row) => (
        <Whole>
          <Link href={`/teach/submissions/${row.id}`}>{row.learnerName}</Link>
        </Whole>
      ),
      sortBy: (row) => row.learnerName,
    },
    {
      id: 'lab',
      title: t('lab'),
      cell: (row) => (
        <span className="block min-w-[11em]">{`${row.activity.code ?? ''} ${inLocale(row.activity.title, locale)}`}</span>
      ),
      sortBy: (row) => row.activity.code ?? inLocale(row.activity.title, locale),
    },
    { id: 'how', title: t('how'), cell: (row) => words(`modes.${row.mode}`), sortBy: (row) => row.mode },
    {
      id: 'received',
      title: t('received'),
      cell: (row) => <Whole>{format.dateTime(row.receivedAt, { dateStyle: 'medium', timeStyle: 'short' })}</Whole>,
      sortBy: (row) => row.receivedAt.getTime(),
    },
    {
      id: 'result',
      title: t('result'),
      cell: (row) => (
        <span className="block min-w-[9em]">
          <StateText state={row.state} review={row.review} />
          {row.isHeld && <span className="text-1 text-ink-3"> {t('heldMark')}</span>}
        </span>
      ),
      sortBy: (row) => (row.state.state === 'graded' ? row.state.score : -1),
    },
    {
      id: 'cohort',
      title: t('cohort'),
      cell: (row) => inLocale(row.cohortNames, locale),
      sortBy: (row) => inLocale(row.cohortNames, locale),
    },
  ]
  return <DataTable caption={t('submissions')} columns={columns} rows={rows} rowKey={(row) => row.id} sort={sort} />
}
