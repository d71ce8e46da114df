import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../../_features/calls/fault.ts'
import { dayOf } from '../../../../_features/cohorts/dates.ts'
import { Head } from '../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { FactList } from '../../../../_ui/fact-list.tsx'
import { CohortForm } from '../../_components/cohort-form.tsx'
import { readCohort } from '../_components/cohort.ts'
import { CohortNav } from '../_components/cohort-nav.tsx'

interface Props {
  params: Promise<{ cohortId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cohortForm'))('change') }
}

async function Fixed({ cohort }: { cohort: Awaited<ReturnType<typeof readCohort>> }) {
  const t = await getTranslations('cohortForm')
  const format = await getFormatter()
  const day = (date: string) => format.dateTime(dayOf(date), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <div className="max-w-[640px]">
      <p className="mb-4 text-ink-2">{t('frozen')}</p>
      <FactList
        facts={[
          { term: t('nameEn'), value: cohort.names.en },
          { term: t('nameJa'), value: cohort.names.ja },
          { term: t('partner'), value: inLocale(cohort.partnerNames, await getLocale()) },
          { term: t('zone'), value: cohort.zone },
          { term: t('startsOn'), value: day(cohort.startsOn) },
          { term: t('endsOn'), value: day(cohort.endsOn) },
          { term: t('freezesOn'), value: day(cohort.freezesOn) },
        ]}
      />
    </div>
  )
}

export default async function CohortSettingsPage({ params, searchParams }: Props) {
  const t = await getTranslations('cohortForm')
  const areas = await getTranslations('manage')
  const { cohortId } = await params
  const cohort = await readCohort(cohortId)
  if (!cohort.mayFreeze) notFound()
  const name = inLocale(cohort.names, await getLocale())
  const { partners } = await forPage((await api()).cohorts.choices())
  const { saved } = await searchParams
  return (
    <>
      <Head
        crumbs={[
          { text: areas('title'), href: '/manage' },
          { text: name, href: `/manage/cohorts/${cohortId}` },
          { text: t('change') },
        ]}
      />
      <main id="main" className="page">
        <CohortNav cohortId={cohortId} current="settings" isOwner />
        <h1 className="mb-6 border-b border-ink pb-6">{t('changeLede', { name })}</h1>
        <p role="status" className="live mb-4">
          {saved && t('saved')}
        </p>
        {cohort.mayEdit ? (
          <CohortForm cohortId={cohortId} facts={cohort} owners={[]} programmes={[]} partners={partners} />
        ) : (
          <Fixed cohort={cohort} />
        )}
      </main>
    </>
  )
}
