import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { KeptValue } from '../../_ui/kept-value.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { holdGrades, releaseGrades } from '../_actions.ts'

type Cohort = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['listHolds']>>[number]
type Lab = Cohort['labs'][number]

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('holds'))('title') }
}

async function Change({ cohort, lab }: { cohort: Cohort; lab: Lab }) {
  const t = await getTranslations('holds')
  const locale = await getLocale()
  const name = `${lab.code ?? ''} ${inLocale(lab.title, locale)}`.trim()
  const about = (
    <span className="sr">
      {' '}
      {name}, {inLocale(cohort.cohortNames, locale)}
    </span>
  )
  if (lab.hold) {
    const { waiting: count, people } = lab
    return (
      <AskButton
        key="release"
        label={
          <>
            {t('release')}
            {about}
          </>
        }
        look="go"
        title={t('releaseTitle', { lab: name })}
        action={releaseGrades}
        confirm={t('release')}
        cancel={t('cancel')}
      >
        <p>{t('releaseText', { count, people })}</p>
        <input type="hidden" name="holdId" value={lab.hold.holdId} />
      </AskButton>
    )
  }
  return (
    <AskButton
      key="hold"
      label={
        <>
          {t('hold')}
          {about}
        </>
      }
      title={t('holdTitle', { lab: name })}
      action={holdGrades}
      confirm={t('hold')}
      cancel={t('cancel')}
    >
      <p>{t('holdText', { cohort: inLocale(cohort.cohortNames, locale) })}</p>
      <p>{t('proctored')}</p>
      <KeptValue name="holdId" value={randomUUID()} />
      <input type="hidden" name="cohortId" value={cohort.cohortId} />
      <input type="hidden" name="activityId" value={lab.activityId} />
    </AskButton>
  )
}

async function CohortGrades({ cohort }: { cohort: Cohort }) {
  const t = await getTranslations('holds')
  const locale = await getLocale()
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const columns: Column<Lab>[] = [
    {
      id: 'lab',
      title: t('lab'),
      isHead: true,
      cell: (lab) => `${lab.code ?? ''} ${inLocale(lab.title, locale)}`,
    },
    { id: 'graded', title: t('graded'), isNumber: true, cell: (lab) => format.number(lab.graded) },
    {
      id: 'state',
      title: t('state'),
      cell: (lab) =>
        lab.hold ? (
          <>
            <b>{t('since', { at: at(lab.hold.heldAt) })}</b>
            <span className="block text-1 text-ink-2">{t('waiting', { count: lab.waiting })}</span>
          </>
        ) : (
          t('atOnce')
        ),
    },
    { id: 'do', title: t('do'), cell: (lab) => <Change cohort={cohort} lab={lab} /> },
  ]
  return (
    <section className="border-b border-rule py-6 last:border-0">
      <SectionHead title={inLocale(cohort.cohortNames, locale)} />
      <DataTable
        caption={inLocale(cohort.cohortNames, locale)}
        columns={columns}
        rows={cohort.labs}
        rowKey={(lab) => lab.activityId}
      />
    </section>
  )
}

export default async function HoldsPage() {
  const t = await getTranslations('holds')
  const teach = await getTranslations('teach')
  const cohorts = await forPage((await api()).assessment.listHolds())
  return (
    <>
      <Head crumbs={[{ text: teach('title'), href: '/teach' }, { text: t('title') }]} />
      <main id="main" className="page max-w-[1000px]">
        <div className="border-b border-ink pb-6">
          <h1>{t('title')}</h1>
          <p className="mt-2 max-w-[680px] text-ink-2">{t('text')}</p>
          <p className="mt-1 max-w-[680px] text-ink-2">{t('proctored')}</p>
        </div>
        {cohorts.length === 0 && (
          <section className="py-6">
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          </section>
        )}
        {cohorts.map((cohort) => (
          <CohortGrades key={cohort.cohortId} cohort={cohort} />
        ))}
      </main>
    </>
  )
}
