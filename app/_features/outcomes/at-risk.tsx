import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { toCsv } from '../../_ui/csv.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { DownloadLink } from '../../_ui/download-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Whole } from '../../_ui/whole.tsx'

interface PersonAtRisk {
  enrolmentId: string
  name: string
  cohortId: string
  cohortNames: { en: string; ja: string }
  needs: readonly { kind: string; days: number }[]
  helpers: readonly string[]
}

export interface AtRiskProps {
  people: readonly PersonAtRisk[]
  /** Several cohorts in one list name the cohort of each. */
  hasManyCohorts: boolean
  /** Who keeps the roster goes on to the person's page there. */
  mayManageRoster: boolean
}

/** Who can be helped, why, and by whom; the most urgent first. */
export async function AtRisk({ people, hasManyCohorts, mayManageRoster }: AtRiskProps) {
  const t = await getTranslations('atRisk')
  const locale = await getLocale()
  const wordsOf = ({ needs }: PersonAtRisk) => needs.map(({ kind, days }) => t(`needs.${kind}`, { days }))
  const helpersOf = ({ helpers }: PersonAtRisk) => helpers.join(', ') || t('nobody')
  const columns: Column<PersonAtRisk>[] = [
    {
      id: 'name',
      title: t('person'),
      isHead: true,
      cell: ({ name, cohortId, enrolmentId }) => (
        <Whole>
          {mayManageRoster ? <Link href={`/manage/cohorts/${cohortId}/roster/${enrolmentId}`}>{name}</Link> : name}
        </Whole>
      ),
    },
    ...(hasManyCohorts
      ? [
          {
            id: 'cohort',
            title: t('cohort'),
            cell: ({ cohortNames }: PersonAtRisk) => inLocale(cohortNames, locale),
          },
        ]
      : []),
    { id: 'needs', title: t('why'), cell: (row) => wordsOf(row).join(' · ') },
    { id: 'helpers', title: t('helpers'), cell: helpersOf },
  ]
  const csv = toCsv([
    ['person', 'cohort', 'why', 'who_can_help'],
    ...people.map((row) => [row.name, inLocale(row.cohortNames, locale), wordsOf(row).join('; '), helpersOf(row)]),
  ])
  return (
    <section className="border-t border-rule py-6">
      <SectionHead
        title={t('title')}
        note={people.length > 0 && t('note', { count: people.length })}
        links={
          people.length > 0 && (
            <DownloadLink name="who-can-be-helped.csv" type="text/csv" content={csv}>
              CSV
            </DownloadLink>
          )
        }
      />
      {people.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      ) : (
        <DataTable caption={t('title')} columns={columns} rows={people} rowKey={({ enrolmentId }) => enrolmentId} />
      )}
    </section>
  )
}
