import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../../../_features/calls/fault.ts'
import { Head } from '../../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { api } from '../../../../../_trpc/server.ts'
import { SectionHead } from '../../../../../_ui/section-head.tsx'
import { Changes } from './_components/changes.tsx'
import { History } from './_components/history.tsx'

interface Props {
  params: Promise<{ cohortId: string; enrolmentId: string }>
}

const read = cache(async (enrolmentId: string) => forPage((await api()).cohorts.enrolment({ enrolmentId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).enrolmentId)).name }
}

export default async function EnrolmentPage({ params }: Props) {
  const t = await getTranslations('enrolment')
  const areas = await getTranslations('manage')
  const roster = await getTranslations('roster')
  const locale = await getLocale()
  const format = await getFormatter()
  const { cohortId, enrolmentId } = await params
  const enrolment = await read(enrolmentId)
  if (enrolment.cohort.id !== cohortId) notFound()
  const { name, email, cohort, state, countedAs } = enrolment
  const path = `/manage/cohorts/${cohortId}`
  const enrolledOn = format.dateTime(enrolment.enrolledAt, { dateStyle: 'long', timeZone: cohort.zone })
  return (
    <>
      <Head
        crumbs={[
          { text: areas('title'), href: '/manage' },
          { text: inLocale(cohort.names, locale), href: path },
          { text: roster('title'), href: `${path}/roster` },
          { text: name },
        ]}
      />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t(`lede.${state}`, { name })}</h1>
          <p className="mt-1 text-ink-2">
            {email} · {t('enrolledOn', { on: enrolledOn })}
            {countedAs && <> · {t(`countedAs.${countedAs}`)}</>}
          </p>
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_304px]">
          <section className="py-6">
            <SectionHead title={t('history')} note={t('historyNote')} />
            <History enrolment={enrolment} />
          </section>
          <section className="py-6">
            <SectionHead title={t('changes')} />
            <Changes enrolment={enrolment} />
          </section>
        </div>
      </main>
    </>
  )
}
