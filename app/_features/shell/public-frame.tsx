import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { readMe } from '../../_trpc/server.ts'
import { BrandMark } from '../../_ui/brand-mark.tsx'
import { LanguageSwitch } from '../../_ui/preferences/preferences.tsx'
import { homeOf } from './areas.ts'

/** The bare head of pages that anybody may open. */
export async function PublicFrame({ children, note }: { children: ReactNode; note?: ReactNode }) {
  const t = await getTranslations('shell')
  const me = await readMe()
  const home = me && homeOf(me.memberships.map(({ role }) => role))
  return (
    <>
      <header className="head">
        <a href="/" className="brand px-0!">
          <BrandMark />
          Terakoya
        </a>
        <a href="/verify" className="link-quiet max-sm:hidden">
          {t('screens.verify')}
        </a>
        <div className="state items-center">
          {note && <span className="max-md:hidden">{note}</span>}
          <LanguageSwitch locale={await getLocale()} className="link-quiet min-h-6" />
          {home ? (
            <a href={home.href} className="btn">
              {home.area ? t(`areas.${home.area}`) : t('account')}
            </a>
          ) : (
            <a href="/sign-in" className="btn">
              {t('signIn')}
            </a>
          )}
        </div>
      </header>
      {children}
    </>
  )
}
