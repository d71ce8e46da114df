import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { readSite } from '../../_trpc/server.ts'
import { readBell } from './bell-words.ts'
import { type Crumb, HeadBar, SiteLine } from './head-bar.tsx'
import { remembered } from './remembered.ts'

async function writeWords(locale: string, region: string) {
  const t = await getTranslations('shell')
  return {
    stays: t('staysIn', { country: new Intl.DisplayNames(locale, { type: 'region' }).of(region) ?? region }),
    whereAmI: t('whereAmI'),
    connected: t('connected'),
    offline: t('offline'),
    find: t('findAnything'),
  }
}

async function headWords() {
  const locale = await getLocale()
  const { name, region } = readSite()
  const { stays, ...words } = await remembered(`head/${locale}/${region}`, () => writeWords(locale, region))
  return { site: { name, stays }, words }
}

/** The state line alone, for screens whose head is their own. */
export async function SiteState() {
  return <SiteLine {...(await headWords()).site} />
}

interface HeadProps {
  crumbs: readonly Crumb[]
  action?: ReactNode
  state?: ReactNode
}

/** Where am I, how things stand, and the one thing to do: the same place on every page. */
export async function Head({ crumbs, action, state }: HeadProps) {
  const [bell, { site, words }] = await Promise.all([readBell(), headWords()])
  return <HeadBar crumbs={crumbs} site={site} bell={bell} action={action} state={state} words={words} />
}
