import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../../_features/calls/fault.ts'
import { Head } from '../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { ActionForm } from '../../../../_ui/action-form.tsx'
import { AskButton } from '../../../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../../../_ui/data-table.tsx'
import { EmptyState } from '../../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { SelectField } from '../../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../../_ui/submit-button.tsx'
import { Whole } from '../../../../_ui/whole.tsx'
import { assignPerson, endAssignment } from '../../../_actions.ts'
import { readCohort } from '../_components/cohort.ts'
import { CohortNav } from '../_components/cohort-nav.tsx'

interface Props {
  params: Promise<{ cohortId: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('team'))('title') }
}

type Team = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['cohorts']['team']>>
type Row = Team['team'][number]

async function End({ row }: { row: Row }) {
  const t = await getTranslations('team')
  const kind = t(`kinds.${row.kind}`)
  return (
    <AskButton
      label={
        <>
          {t('end')}
          <span className="sr"> {t('of', { name: row.name, kind })}</span>
        </>
      }
      look="link"
      title={t('endTitle', { name: row.name, kind })}
      action={endAssignment}
      confirm={t('endDo')}
      cancel={t('cancel')}
    >
      <p>{t('endText')}</p>
      <input type="hidden" name="assignmentId" value={row.assignmentId} />
    </AskButton>
  )
}

async function Assign({ cohortId, candidates }: { cohortId: string; candidates: Team['candidates'] }) {
  const t = await getTranslations('team')
  const locale = await getLocale()
  const options = candidates.map(({ personId, role, name, organisationNames }) => ({
    value: `${personId} ${role}`,
    label: t('candidate', {
      name,
      kind: t(`kinds.${role as Row['kind']}`),
      organisation: inLocale(organisationNames, locale),
    }),
  }))
  if (options.length === 0) return <EmptyState title={t('nobodyToAssign')}>{t('nobodyToAssignNext')}</EmptyState>
  return (
    <ActionForm action={assignPerson} label={t('assign')} done={<p>{t('assigned')}</p>}>
      <input type="hidden" name="cohortId" value={cohortId} />
      <SelectField label={t('who')} name="candidate" options={options} />
      <p>
        <SubmitButton look="go">{t('assignDo')}</SubmitButton>
      </p>
    </ActionForm>
  )
}

export default async function TeamPage({ params }: Props) {
  const t = await getTranslations('team')
  const areas = await getTranslations('manage')
  const format = await getFormatter()
  const { cohortId } = await params
  const cohort = await readCohort(cohortId)
  const { team, candidates } = await forPage((await api()).cohorts.team({ cohortId }))
  const name = inLocale(cohort.names, await getLocale())
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeZone: cohort.zone })
  const columns: Column<Row>[] = [
    { id: 'name', title: t('name'), isHead: true, cell: (row) => <Whole>{row.name}</Whole> },
    { id: 'kind', title: t('kind'), cell: (row) => t(`kinds.${row.kind}`) },
    {
      id: 'since',
      title: t('since'),
      cell: (row) => (
        <Whole>
          {row.endedAt
            ? t('fromTo', { from: day(row.assignedAt), to: day(row.endedAt) })
            : t('from', { from: day(row.assignedAt) })}
        </Whole>
      ),
    },
    { id: 'verb', title: t('verb'), cell: (row) => row.mayEnd && <End row={row} /> },
  ]
  const today = team.filter(({ endedAt }) => !endedAt)
  return (
    <>
      <Head
        crumbs={[
          { text: areas('title'), href: '/manage' },
          { text: name, href: `/manage/cohorts/${cohortId}` },
          { text: t('title') },
        ]}
      />
      <main id="main" className="page">
        <CohortNav cohortId={cohortId} current="team" isOwner={cohort.mayFreeze} />
        <h1 className="border-b border-ink pb-6">{t('lede', { count: today.length, name })}</h1>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_304px]">
          <section className="py-6">
            <SectionHead title={t('title')} note={t('note')} />
            {team.length > 0 ? (
              <DataTable caption={t('title')} columns={columns} rows={team} rowKey={(row) => row.assignmentId} />
            ) : (
              <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
            )}
          </section>
          <section className="py-6">
            <SectionHead title={t('assign')} note={t(cohort.mayFreeze ? 'assignNote' : 'assignNotePartner')} />
            <Assign cohortId={cohortId} candidates={candidates} />
          </section>
        </div>
      </main>
    </>
  )
}
