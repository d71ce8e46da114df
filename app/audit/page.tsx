import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { Head } from '../_features/shell/head.tsx'
import { api } from '../_trpc/server.ts'
import { ChainCheck } from './_components/chain-check.tsx'
import { Batches, Events } from './_components/trail.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

export default async function AuditPage() {
  const t = await getTranslations('audit')
  const { events, batches } = await forPage((await api()).audit.read())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 mb-4 max-w-[640px] text-ink-2">{t('text')}</p>
          <ChainCheck
            texts={{ check: t('check'), checking: t('checking'), holds: t('holdsMark'), broken: t('brokenMark') }}
          />
        </div>
        <div className="grid gap-x-12 *:min-w-0 xl:grid-cols-[3fr_2fr]">
          <Events events={events} />
          <Batches batches={batches} />
        </div>
      </main>
    </>
  )
}
