import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { Changes } from '../_components/changes.tsx'
import { LimitTable } from '../_components/limits.tsx'

interface Props {
  params: Promise<{ organisationId: string }>
}

const read = cache(async (organisationId: string) => forPage((await api()).sovereignty.quotasOf({ organisationId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { names } = await read((await params).organisationId)
  const name = inLocale(names, await getLocale())
  return { title: (await getTranslations('quotas'))('see', { name }) }
}

export default async function OrganisationQuotasPage({ params }: Props) {
  const t = await getTranslations('quotas')
  const { organisationId, names, limits, changes } = await read((await params).organisationId)
  const name = inLocale(names, await getLocale())
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/operate/quotas' }, { text: name }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('ledeOf', { name })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          <LimitTable caption={t('ledeOf', { name })} limits={limits} organisationId={organisationId} />
        </section>
        <Changes rows={changes} limits={limits} />
      </main>
    </>
  )
}
