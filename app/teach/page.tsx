import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { dayOf } from '../_features/cohorts/dates.ts'
import { PersonTable } from '../_features/cohorts/person-table.tsx'
import { AtRisk } from '../_features/outcomes/at-risk.tsx'
import { Head } from '../_features/shell/head.tsx'
import { inLocale } from '../_i18n/locales.ts'
import { api } from '../_trpc/server.ts'
import { parseSort } from '../_ui/data-table.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { KeepFresh } from '../_ui/keep-fresh.tsx'
import { Link } from '../_ui/link.tsx'
import { SectionHead } from '../_ui/section-head.tsx'
import { Live } from './_components/live.tsx'
import { SubmissionTable } from './_components/submission-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teach'))('title') }
}

const NEWEST = 8
const LOOKS_EVERY_MS = 10_000

function furthestFirst<P extends { stage: string | null }>(people: readonly P[]): P[] {
  return people.toSorted((a, b) => (b.stage ?? '').localeCompare(a.stage ?? ''))
}

export default async function TeachPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('teach')
  const locale = await getLocale()
  const format = await getFormatter()
  const sort = { path: '/teach', ...parseSort((await searchParams).sort) }
  const { cohorts, outcomes, assessment } = await api()
  const submissions = await forPage(assessment.listCohortSubmissions())
  const now = await forPage(assessment.live())
  const taught = await forPage(cohorts.list())
  const atRisk = await forPage(outcomes.atRisk({ cohortId: null }))
  const live = await Promise.all(
    taught.map(async (cohort) => ({ cohort, ...(await outcomes.funnel({ cohortId: cohort.id })) })),
  )
  const started = live.flatMap(({ people }) => people).filter(({ stage }) => stage !== null && stage !== 'S0').length
  const people = live.flatMap((cohort) => cohort.people).length
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{people > 0 ? t('lede', { started, people }) : t('title')}</h1>
        <KeepFresh everyMs={LOOKS_EVERY_MS} />
        {live.length > 0 && <Live live={now} />}
        <section className="border-b border-rule py-6">
          <SectionHead
            title={t('newest')}
            note={t('newestNote', { count: submissions.length })}
            links={submissions.length > NEWEST && <Link href="/teach/submissions">{t('all')}</Link>}
          />
          {submissions.length > 0 ? (
            <SubmissionTable rows={submissions.slice(0, NEWEST)} />
          ) : (
            <EmptyState title={t('noSubmissions')}>{t('noSubmissionsNext')}</EmptyState>
          )}
        </section>
        {live.length === 0 && (
          <section className="py-6">
            <EmptyState title={t('noCohorts')}>{t('noCohortsNext')}</EmptyState>
          </section>
        )}
        {live.length > 0 && <AtRisk people={atRisk} hasManyCohorts={live.length > 1} mayManageRoster={false} />}
        {live.map(({ cohort, people, frozenAt }) => (
          <section key={cohort.id} id={`cohort-${cohort.id}`} className="border-b border-rule py-6 last:border-0">
            <SectionHead
              title={inLocale(cohort.names, locale)}
              note={t('cohortNote', {
                count: people.length,
                from: format.dateTime(dayOf(cohort.startsOn), { dateStyle: 'long', timeZone: 'UTC' }),
                to: format.dateTime(dayOf(cohort.endsOn), { dateStyle: 'long', timeZone: 'UTC' }),
              })}
            />
            <PersonTable
              caption={t('whoIsWhere', { cohort: inLocale(cohort.names, locale) })}
              people={furthestFirst(people)}
              zone={cohort.zone}
              isFrozen={frozenAt !== null}
              sort={sort}
            />
          </section>
        ))}
      </main>
    </>
  )
}
