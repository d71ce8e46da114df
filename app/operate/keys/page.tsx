import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api, readMe } from '../../_trpc/server.ts'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { KeyTable } from './_components/key-table.tsx'
import type { Keys, Purpose } from './_components/keys.ts'
import { NewKey } from './_components/new-key.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('keys'))('title') }
}

async function PurposeSection({ purpose, keys, asks }: { purpose: Purpose; keys: Keys; asks: boolean }) {
  const t = await getTranslations('keys')
  const { waiting } = keys[purpose]
  return (
    <section className="py-6">
      <SectionHead title={t(`purposes.${purpose}.title`)} note={t(`purposes.${purpose}.note`)} />
      <KeyTable purpose={purpose} keys={keys} asks={asks} />
      <div className="mt-4">
        {waiting ? (
          <p role="status">
            {t('waiting')}
            <KeepFresh />
          </p>
        ) : (
          <NewKey purpose={purpose} asks={asks} />
        )}
      </div>
    </section>
  )
}

export default async function KeysPage() {
  const t = await getTranslations('keys')
  const caller = await api()
  const [keys, me] = await Promise.all([forPage(caller.sovereignty.keys()), readMe()])
  const active = [...keys.credentials.keys, ...keys.records.keys].filter(({ retiredAt }) => !retiredAt)
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { count: active.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">
            {t('text')} <a href="/issuer">{t('document')}</a>
          </p>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('backup')}</p>
        </div>
        {(['credentials', 'records'] as const).map((purpose) => (
          <PurposeSection key={purpose} purpose={purpose} keys={keys} asks={me?.hasPassword ?? true} />
        ))}
      </main>
    </>
  )
}
