import { useLocale, useTranslations } from 'next-intl'
import { PATHS } from './areas.ts'
import type { PaletteData } from './palette.tsx'
import { PaletteKey } from './palette-key.tsx'
import type { requireArea } from './person.ts'
import { remembered } from './remembered.ts'

type Areas = Awaited<ReturnType<typeof requireArea>>['areas']

/** What Ctrl K reaches for this person: screens at once, and by name whatever their roles let them look for. */
export function Find({ areas }: { areas: Areas }) {
  const t = useTranslations('shell')
  const kinds = useTranslations('activity')
  const locale = useLocale() === 'ja' ? 'ja' : 'en'
  const isOf = (name: string) => areas.some(({ area }) => area === name)
  const isLearner = isOf('learn')
  const people = isOf('manage') ? 'manage' : isOf('teach') ? 'teach' : null
  const write = (): PaletteData => {
    const screens = areas.flatMap((entry) =>
      entry.screens.map((screen) => ({
        href: PATHS[screen],
        text: t(`screens.${screen}`),
        group: t(`areas.${entry.area}`),
      })),
    )
    const placeholder = t(isLearner ? 'findContent' : 'findScreens')
    return {
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
  }
  // As text: it goes with every page, and few pages ever read it.
  const data = remembered(`find/${locale}/${areas.map(({ area }) => area).join()}`, () => JSON.stringify(write()))
  return <PaletteKey data={data} />
}
