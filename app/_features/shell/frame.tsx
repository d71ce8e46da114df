import { cookies } from 'next/headers'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { isTheme, THEME_COOKIE } from '../../_ui/preferences/themes.ts'
import { type Area, type Areas, keyOf, PATHS } from './areas.ts'
import { readBell } from './bell-words.ts'
import { Find } from './find.tsx'
import { requireArea } from './person.ts'
import { Rail, type RailProps } from './rail.tsx'
import { remembered } from './remembered.ts'

async function writeRail(area: Area, areas: Areas): Promise<Omit<RailProps, 'name' | 'locale' | 'theme'>> {
  const t = await getTranslations('shell')
  const preferences = await getTranslations('preferences')
  const format = await getFormatter()
  const [first, ...screens] = areas.find((entry) => entry.area === area)!.screens
  const linkTo = (screen: typeof first | (typeof screens)[number]) => ({
    href: PATHS[screen],
    text: t(`screens.${screen}`),
  })
  const others = areas
    .filter((entry) => entry.area !== area)
    .map((entry) => ({ href: PATHS[entry.screens[0]], text: t(`areas.${entry.area}`) }))
  return {
    links: [linkTo(first), ...screens.map(linkTo)],
    others,
    also: others.length > 0 ? t('also', { areas: format.list(others.map(({ text }) => text)) }) : undefined,
    area: t(`areas.${area}`),
    words: {
      main: t('main'),
      menu: t('menu'),
      close: t('close'),
      account: t('account'),
      signOut: t('signOut'),
      theme: {
        theme: preferences('theme'),
        system: preferences('system'),
        light: preferences('light'),
        dark: preferences('dark'),
      },
    },
  }
}

/** Rail and page of one area. The rail's words are what this person may do here; others they are stand at its foot. */
export async function Frame({ area, children }: { area: Area; children: ReactNode }) {
  const { me, areas } = await requireArea(area)
  // Asked along with what the page asks; the page's head, which needs it, waits for it and hears of its faults.
  readBell().catch(() => null)
  const locale = await getLocale()
  const theme = (await cookies()).get(THEME_COOKIE)?.value
  const rail = await remembered(`rail/${locale}/${area}/${keyOf(areas)}`, () => writeRail(area, areas))
  return (
    <div className="frame">
      <Rail {...rail} name={me.name} locale={locale} theme={isTheme(theme) ? theme : 'system'} />
      <div className="min-w-0">{children}</div>
      <Find areas={areas} />
    </div>
  )
}
