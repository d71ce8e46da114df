import { getLocale, getTranslations } from 'next-intl/server'
import { type Areas, keyOf, PATHS } from './areas.ts'
import type { PaletteData } from './palette.tsx'
import { PaletteKey } from './palette-key.tsx'
import { remembered } from './remembered.ts'

async function write(locale: PaletteData['locale'], areas: Areas): Promise<string> {
  const t = await getTranslations('shell')
  const kinds = await getTranslations('activity')
  const isOf = (name: string) => areas.some(({ area }) => area === name)
  const isLearner = isOf('learn')
  const people = isOf('manage') ? 'manage' : isOf('teach') ? 'teach' : null
  const screens = areas.flatMap((entry) =>
    entry.screens.map((screen) => ({
      href: PATHS[screen],
      text: t(`screens.${screen}`),
      group: t(`areas.${entry.area}`),
    })),
  )
  const placeholder = t(isLearner ? 'findContent' : 'findScreens')
  const data: PaletteData = {
    locale,
    screens: [...screens, { href: '/account', text: t('account'), group: t('you') }],
    sources: { content: isLearner, people },
    texts: {
      title: t('findAnything'),
      placeholder: people ? t('findPeople') : placeholder,
      nothing: t('findNothing'),
      asking: t('findAsking'),
      away: t('findAway'),
      kinds: {
        course: t('findKinds.course'),
        module: t('findKinds.module'),
        lesson: kinds('kinds.lesson'),
        quiz: kinds('kinds.quiz'),
        lab: kinds('kinds.lab'),
        exam: kinds('kinds.exam'),
        cohort: t('findKinds.cohort'),
        person: t('findKinds.person'),
      },
    },
  }
  // As text: it goes with every page, and few pages ever read it.
  return JSON.stringify(data)
}

/** What Ctrl K reaches for this person: screens at once, and by name whatever their roles let them look for. */
export async function Find({ areas }: { areas: Areas }) {
  const locale = (await getLocale()) === 'ja' ? 'ja' : 'en'
  return <PaletteKey data={await remembered(`find/${locale}/${keyOf(areas)}`, () => write(locale, areas))} />
}
