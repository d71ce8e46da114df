import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { BrandMark } from '../../_ui/brand-mark.tsx'
import { Link } from '../../_ui/link.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../_ui/preferences/preferences.tsx'
import { SignOutButton } from '../session/sign-out-button.tsx'
import { type Area, PATHS } from './areas.ts'
import { Find } from './find.tsx'
import { requireArea } from './person.ts'
import { RailFrame } from './rail-frame.tsx'
import { RailLinks } from './rail-links.tsx'

/** Rail and page of one area. The rail's words are what this person may do here; others they are stand at its foot. */
export async function Frame({ area, children }: { area: Area; children: ReactNode }) {
  const t = await getTranslations('shell')
  const format = await getFormatter()
  const { me, areas } = await requireArea(area)
  const screens = areas.find((entry) => entry.area === area)!.screens
  const others = areas.filter((entry) => entry.area !== area)
  return (
    <div className="frame">
      <RailFrame
        label={t('main')}
        menu={t('menu')}
        close={t('close')}
        brand={
          <Link href={PATHS[screens[0]]} className="brand">
            <BrandMark />
            Terakoya
          </Link>
        }
      >
        <RailLinks links={screens.map((screen) => ({ href: PATHS[screen], text: t(`screens.${screen}`) }))} />
        <details className="rail-foot" name="person">
          <summary>
            <b>{t(`areas.${area}`)}</b>
            {me.name}
            {others.length > 0 && (
              <span className="block">
                {t('also', { areas: format.list(others.map((entry) => t(`areas.${entry.area}`))) })}
              </span>
            )}
          </summary>
          <div className="rail-menu">
            {others.length > 0 && (
              <div>
                {others.map((entry) => (
                  <Link key={entry.area} href={PATHS[entry.screens[0]]}>
                    {t(`areas.${entry.area}`)}
                  </Link>
                ))}
              </div>
            )}
            <LanguageSwitch className="" />
            <ThemeSwitch />
            <div>
              <Link href="/account">{t('account')}</Link>
              <SignOutButton label={t('signOut')} />
            </div>
          </div>
        </details>
      </RailFrame>
      <div className="min-w-0">{children}</div>
      <Find areas={areas} />
    </div>
  )
}
