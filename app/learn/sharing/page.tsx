import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { Consents } from './_components/consents.tsx'
import { Placements } from './_components/placements.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sharing'))('title') }
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['sharing']>>['openings'][number]

async function Opening({ row }: { row: Row }) {
  const t = await getTranslations('sharing')
  const format = await getFormatter()
  const locale = await getLocale()
  const date = format.dateTime(new Date(`${row.closesOn}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <li className="border-b border-rule py-4">
      <h3>{row.title}</h3>
      <p className="text-ink-2">
        {row.roleName && `${inLocale(row.roleName, locale)} · `}
        {t('openingFacts', { organisation: inLocale(row.organisationNames, locale), place: row.place, date })}
      </p>
      <p className="mt-1">
        {row.hasConsent && <span className="font-strong">{t('shown')} · </span>}
        <Link href={`/learn/sharing/openings/${row.openingId}`}>
          {t('look')}
          <span className="sr"> {t('lookOf', { title: row.title })}</span>
        </Link>
      </p>
    </li>
  )
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SharingPage({ searchParams }: Props) {
  const t = await getTranslations('sharing')
  const locale = await getLocale()
  const { openings, consents, placements } = await forPage((await api()).employers.sharing())
  const { granted } = await searchParams
  const live = consents.filter(({ state }) => state === 'live')
  const fresh = live.find(({ consentId }) => consentId === granted)
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[860px]">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { live: live.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
          <p className="mt-2">
            <Link href="/learn/sharing/seen">{t('toSeen')}</Link>
          </p>
          <p role="status" className="live mt-2 font-strong">
            {fresh && t('granted', { organisation: inLocale(fresh.recipientNames, locale) })}
          </p>
        </div>
        <Placements rows={placements} />
        <section className="py-6">
          <SectionHead title={t('openings')} note={openings.length > 0 ? t('openingsNote') : undefined} />
          {openings.length === 0 && (
            <EmptyState title={t('noOpenings')} action={<Link href="/learn/roles">{t('toRoles')}</Link>}>
              {t('noOpeningsNext')}
            </EmptyState>
          )}
          <ul className={openings.length > 0 ? 'border-t border-rule' : undefined}>
            {openings.map((row) => (
              <Opening key={row.openingId} row={row} />
            ))}
          </ul>
        </section>
        <Consents rows={consents} />
      </main>
    </>
  )
}
