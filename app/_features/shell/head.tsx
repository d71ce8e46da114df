import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, use } from 'react'
import { Link } from '../../_ui/link.tsx'
import { Bell } from './bell.tsx'
import { Connection } from './connection.tsx'
import { FindButton } from './find-button.tsx'
import { remembered } from './remembered.ts'
import { readSite } from './site.ts'

export interface Crumb {
  text: string
  href?: string
}

function countryName(locale: string, region: string): string {
  const write = () => new Intl.DisplayNames(locale, { type: 'region' }).of(region) ?? region
  return remembered(`country/${locale}/${region}`, write)
}

export function SiteState() {
  const t = useTranslations('shell')
  const site = use(readSite())
  const country = countryName(useLocale(), site.region)
  return (
    <span className="state-site">{t.rich('site', { name: site.name, country, b: (chunks) => <b>{chunks}</b> })}</span>
  )
}

/** Where am I, how things stand, and the one thing to do: the same place on every page. */
export function Head({ crumbs, action, state }: { crumbs: readonly Crumb[]; action?: ReactNode; state?: ReactNode }) {
  const t = useTranslations('shell')
  const back = crumbs.slice(0, -1).findLast(({ href }) => href)
  return (
    <header className="head">
      <nav aria-label={t('whereAmI')} className="min-w-0">
        <ol className="crumbs">
          {crumbs.map((crumb) => (
            <li key={crumb.text} className={crumb === back ? 'is-back' : undefined}>
              {crumb.href ? <Link href={crumb.href}>{crumb.text}</Link> : <span aria-current="page">{crumb.text}</span>}
            </li>
          ))}
        </ol>
      </nav>
      <p className="state">
        <SiteState />
        {state ?? <Connection connected={t('connected')} offline={t('offline')} />}
      </p>
      <Bell />
      {action ?? <FindButton label={t('findAnything')} />}
    </header>
  )
}
