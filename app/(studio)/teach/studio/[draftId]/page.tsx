import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../../_features/calls/fault.ts'
import { PATHS } from '../../../../_features/shell/areas.ts'
import { Find } from '../../../../_features/shell/find.tsx'
import { SiteState } from '../../../../_features/shell/head.tsx'
import { requireArea } from '../../../../_features/shell/person.ts'
import { inLocale } from '../../../../_i18n/locales.ts'
import { ApiProvider } from '../../../../_trpc/client.tsx'
import { api } from '../../../../_trpc/server.ts'
import { BrandMark } from '../../../../_ui/brand-mark.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { StudioScreen } from './_components/studio-screen.tsx'
import type { DraftView } from './_components/studio-types.ts'

type Props = { params: Promise<{ draftId: string }> }

const load = cache(async (draftId: string) => forPage((await api()).studio.draft({ draftId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { code, titles } = await load((await params).draftId)
  return { title: `${code} ${inLocale(titles, await getLocale())}` }
}

async function Spine() {
  const t = await getTranslations('shell')
  return (
    <nav className="lab-spine" aria-label={t('main')}>
      <Link href="/teach" aria-label="Terakoya">
        <BrandMark />
      </Link>
      <ul>
        {(['teach', 'submissions', 'studio'] as const).map((screen) => (
          <li key={screen}>
            <Link href={PATHS[screen]} aria-current={screen === 'studio' ? 'page' : undefined}>
              {t(`screens.${screen}`)}
            </Link>
          </li>
        ))}
      </ul>
      <span className="foot">{t('areas.teach')}</span>
    </nav>
  )
}

export default async function DraftPage({ params }: Props) {
  const { areas } = await requireArea('teach')
  const shell = await getTranslations('shell')
  const locale = (await getLocale()) === 'ja' ? 'ja' : 'en'
  const draft = await load((await params).draftId)
  const messages = await getMessages()
  return (
    <NextIntlClientProvider messages={{ lab: messages.lab, studio: messages.studio }}>
      <ApiProvider>
        <StudioScreen
          draft={JSON.parse(JSON.stringify(draft)) as DraftView}
          locale={locale}
          site={<SiteState />}
          spine={<Spine />}
          brand={
            <Link href="/teach/studio" className="brand" aria-label="Terakoya">
              <BrandMark />
            </Link>
          }
          crumbs={
            <nav aria-label={shell('whereAmI')} className="min-w-0">
              <ol className="crumbs">
                <li>
                  <Link href="/teach/studio">{shell('screens.studio')}</Link>
                </li>
                <li>
                  <span aria-current="page">{draft.code}</span>
                </li>
              </ol>
            </nav>
          }
        />
        <Find areas={areas} />
      </ApiProvider>
    </NextIntlClientProvider>
  )
}
