import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { requireArea } from '../../../_features/shell/person.ts'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ProgrammeForm } from '../_components/programme-form.tsx'

interface Props {
  params: Promise<{ programmeId: string }>
}

const read = cache(async (programmeId: string) => {
  const programmes = await forPage((await api()).catalog.listProgrammes())
  return programmes.find(({ id, ownerId }) => id === programmeId && ownerId !== null) ?? notFound()
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: inLocale((await read((await params).programmeId)).titles, await getLocale()) }
}

export default async function ProgrammePage({ params }: Props) {
  await requireArea('manage')
  const t = await getTranslations('programmes')
  const programme = await read((await params).programmeId)
  const { courses, roles } = await (await api()).catalog.read()
  const name = inLocale(programme.titles, await getLocale())
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/manage/programmes' }, { text: name }]} />
      <main id="main" className="page">
        <h1 className="mb-6 border-b border-ink pb-6">{t('changeLede', { name })}</h1>
        <ProgrammeForm programmeId={programme.id} facts={programme} owners={[]} courses={courses} roles={roles} />
      </main>
    </>
  )
}
