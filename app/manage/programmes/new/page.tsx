import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { requireArea } from '../../../_features/shell/person.ts'
import { api } from '../../../_trpc/server.ts'
import { ProgrammeForm } from '../_components/programme-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('programmes'))('create') }
}

export default async function NewProgrammePage() {
  await requireArea('manage')
  const t = await getTranslations('programmes')
  const caller = await api()
  const { owners } = await forPage(caller.cohorts.choices())
  const { courses, roles } = await caller.catalog.read()
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/manage/programmes' }, { text: t('create') }]} />
      <main id="main" className="page">
        <h1 className="mb-6 border-b border-ink pb-6">{t('createLede')}</h1>
        <ProgrammeForm programmeId={randomUUID()} facts={null} owners={owners} courses={courses} roles={roles} />
      </main>
    </>
  )
}
