import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { dayOf } from '../../../_features/cohorts/dates.ts'
import { PersonTable } from '../../../_features/cohorts/person-table.tsx'
import { AtRisk } from '../../../_features/outcomes/at-risk.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { toCsv } from '../../../_ui/csv.ts'
import { parseSort } from '../../../_ui/data-table.tsx'
import { DownloadLink } from '../../../_ui/download-link.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { readCohort } from './_components/cohort.ts'
import { CohortNav } from './_components/cohort-nav.tsx'
import { Freeze } from './_components/freeze.tsx'
import { Funnel } from './_components/funnel.tsx'
import { TimeToStage } from './_components/time-to-stage.tsx'
import { wilson } from './_components/wilson.ts'

interface Props {
  params: Promise<{ cohortId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: inLocale((await readCohort((await params).cohortId)).names, await getLocale()) }
}

type Conversion = NonNullable<Awaited<ReturnType<Awaited<ReturnType<typeof api>>['outcomes']['funnel']>>['conversion']>

async function Lede({ conversion, enrolled }: { conversion: Conversion | null; enrolled: number }) {
  const t = await getTranslations('manage.cohort')
  const format = await getFormatter()
  if (!conversion) return t.rich('ledeNotFrozen', { enrolled, b: (chunks) => <b>{chunks}</b> })
  const { stages, unknown, isWindowOver, windowEndsOn } = conversion
  const total = stages[0]!.count
  const countOf = (stage: string) => stages.find((entry) => entry.stage === stage)!.count
  const shareOf = (count: number) => {
    const { low, high } = wilson(count, total)
    return {
      total,
      share: (100 * count) / total,
      low: low * 100,
      high: high * 100,
      b: (chunks: ReactNode) => <b>{chunks}</b>,
    }
  }
  const on = format.dateTime(dayOf(windowEndsOn), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <>
      {t.rich('lede', { ...shareOf(countOf('S3')), certified: countOf('S3') })}{' '}
      {t.rich('ledeDeployed', { ...shareOf(countOf('S5')), deployed: countOf('S5'), on })}{' '}
      {t(isWindowOver ? 'ledeUnknown' : 'ledeOpen', { unknown, on })}
    </>
  )
}

export default async function CohortPage({ params, searchParams }: Props) {
  const t = await getTranslations('manage.cohort')
  const areas = await getTranslations('manage')
  const locale = await getLocale()
  const format = await getFormatter()
  const { cohortId } = await params
  const { sort, as, stage, time } = await searchParams
  const cohort = await readCohort(cohortId)
  const { outcomes } = await api()
  const [{ frozenAt, dataCut, conversion, people }, atRisk, curve] = await Promise.all([
    forPage(outcomes.funnel({ cohortId })),
    forPage(outcomes.atRisk({ cohortId })),
    forPage(outcomes.timeToStage({ cohortId, stage: stage === 'S3' ? 'S3' : 'S4' })),
  ])
  const name = inLocale(cohort.names, locale)
  const path = `/manage/cohorts/${cohortId}`
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeZone: cohort.zone })
  const cutText = t('dataCut', {
    at: format.dateTime(dataCut, {
      ...{ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
      ...{ hourCycle: 'h23', timeZoneName: 'short', timeZone: cohort.zone },
    }),
  })
  const enrolled = people.filter(({ withdrawnAt }) => !withdrawnAt).length
  const csv = toCsv([
    ['name', 'counted', 'stage', 'since', 'left'],
    ...people.map((row) => [
      row.name,
      row.isCounted ? 'yes' : 'no',
      row.stage,
      row.since?.toISOString() ?? null,
      row.withdrawnAt?.toISOString() ?? null,
    ]),
  ])
  return (
    <>
      <Head crumbs={[{ text: areas('title'), href: '/manage' }, { text: name }]} />
      <main id="main" className="page">
        {cohort.mayManageRoster && <CohortNav cohortId={cohortId} current="conversion" isOwner={cohort.mayFreeze} />}
        <div className="grid items-end gap-x-12 gap-y-3 border-b border-ink pb-6 lg:grid-cols-[1fr_auto]">
          <h1 className="font-regular text-balance [&_b]:font-strong">
            <Lede conversion={conversion} enrolled={enrolled} />
          </h1>
          <p className="text-1 text-ink-2 lg:text-right">
            {inLocale(cohort.partnerNames, locale)}
            <br />
            {t('dates', {
              from: format.dateTime(dayOf(cohort.startsOn), { dateStyle: 'long', timeZone: 'UTC' }),
              to: format.dateTime(dayOf(cohort.endsOn), { dateStyle: 'long', timeZone: 'UTC' }),
            })}
            <br />
            {frozenAt ? t('frozen', { on: day(frozenAt) }) : t('notFrozen')}
            <br />
            {cutText}
          </p>
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-2">
          {conversion && frozenAt ? (
            <Funnel
              conversion={conversion}
              hasEnded={dayOf(cohort.endsOn) < dataCut}
              enrolledOn={day(frozenAt)}
              dataCut={dataCut}
              cutText={cutText}
              path={path}
              fileName={`funnel-${dataCut.toISOString().slice(0, 10)}`}
              isTable={as === 'table'}
            />
          ) : (
            <Freeze
              cohortId={cohortId}
              enrolled={enrolled}
              freezeBy={day(cohort.freezesAt)}
              mayFreeze={cohort.mayFreeze}
            />
          )}
          {curve && (
            <TimeToStage
              curve={curve}
              cutText={cutText}
              path={path}
              fileName={`time-to-stage-${dataCut.toISOString().slice(0, 10)}`}
              isTable={time === 'table'}
            />
          )}
        </div>
        <AtRisk people={atRisk} hasManyCohorts={false} mayManageRoster={cohort.mayManageRoster} />
        <section className="border-t border-rule py-6">
          <SectionHead
            title={t('roster')}
            note={t('rosterNote', { count: people.length })}
            links={
              people.length > 0 && (
                <DownloadLink name={`roster-${dataCut.toISOString().slice(0, 10)}.csv`} type="text/csv" content={csv}>
                  CSV
                </DownloadLink>
              )
            }
          />
          {people.length > 0 ? (
            <PersonTable
              caption={t('roster')}
              people={people}
              zone={cohort.zone}
              isFrozen={frozenAt !== null}
              sort={{ path, ...parseSort(sort) }}
            />
          ) : (
            <EmptyState title={t('noPeople')}>{t('noPeopleNext')}</EmptyState>
          )}
        </section>
        {cohort.rosterDigest && (
          <p className="border-t border-rule pt-3 text-1 text-ink-3">
            {t('digest')} <code className="mono [overflow-wrap:anywhere]">{cohort.rosterDigest}</code>
          </p>
        )}
      </main>
    </>
  )
}
