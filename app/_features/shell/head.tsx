import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { api, readMe, readSite } from '../../_trpc/server.ts'
import { type Crumb, HeadBar, SiteLine } from './head-bar.tsx'
import { remembered } from './remembered.ts'

async function siteWords() {
  const t = await getTranslations('shell')
  const locale = await getLocale()
  const { name, region } = readSite()
  const write = () => t('staysIn', { country: new Intl.DisplayNames(locale, { type: 'region' }).of(region) ?? region })
  return { name, stays: remembered(`stays/${locale}/${region}`, write) }
}

/** The state line alone, for screens whose head is their own. */
export async function SiteState() {
  return <SiteLine {...(await siteWords())} />
}

async function readBell() {
  if (!(await readMe())) return null
  const unread = await (await api()).notices.unread()
  const notices = await getTranslations('notices')
  const locale = await getLocale()
  return { unread, text: remembered(`bell/${locale}/${unread}`, () => notices('bell', { unread })) }
}

interface HeadProps {
  crumbs: readonly Crumb[]
  action?: ReactNode
  state?: ReactNode
}

/** Where am I, how things stand, and the one thing to do: the same place on every page. */
export async function Head({ crumbs, action, state }: HeadProps) {
  const [bell, site, t] = await Promise.all([readBell(), siteWords(), getTranslations('shell')])
  const words = {
    whereAmI: t('whereAmI'),
    connected: t('connected'),
    offline: t('offline'),
    find: t('findAnything'),
  }
  return <HeadBar crumbs={crumbs} site={site} bell={bell} action={action} state={state} words={words} />
}
