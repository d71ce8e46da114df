import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { ObservationRecord } from '../../../_features/observation/observation-record.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { api } from '../../../_trpc/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('observation'))('title') }
}

export default async function ObservationPage(props: { params: Promise<{ observationId: string }> }) {
  const { observationId } = await props.params
  const t = await getTranslations('observation')
  const roles = await getTranslations('roles')
  const observation = await forPage((await api()).assessment.observation({ observationId }))
  return (
    <>
      <Head crumbs={[{ text: roles('title'), href: '/learn/roles' }, { text: t('title') }]} />
      <main id="main" className="page">
        <ObservationRecord observation={observation} />
      </main>
    </>
  )
}
