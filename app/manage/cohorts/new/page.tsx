import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { requireArea } from '../../../_features/shell/person.ts'
import { api } from '../../../_trpc/server.ts'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { CohortForm } from '../_components/cohort-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cohortForm'))('create') }
}

export default async function NewCohortPage() {
  await requireArea('manage')
  const t = await getTranslations('cohortForm')
  const areas = await getTranslations('manage')
  const { owners, programmes, partners } = await forPage((await api()).cohorts.choices())
  return (
    <>
      <Head crumbs={[{ text: areas('title'), href: '/manage' }, { text: t('create') }]} />
      <main id="main" className="page">
        <h1 className="mb-6 border-b border-ink pb-6">{t('createLede')}</h1>
        {programmes.length > 0 && partners.length > 0 ? (
          <CohortForm
            cohortId={randomUUID()}
            facts={null}
            owners={owners}
            programmes={programmes}
            partners={partners}
          />
        ) : (
          <EmptyState title={t('missing')}>{t('missingNext')}</EmptyState>
        )}
      </main>
    </>
  )
}
