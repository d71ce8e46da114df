import { cookies } from 'next/headers'
import { useLocale, useTranslations } from 'next-intl'
import { use } from 'react'
import { chooseLanguage, chooseTheme } from './actions.ts'
import { isTheme, THEME_COOKIE } from './themes.ts'

const LANGUAGES = { en: 'English', ja: '日本語' } as const

/** The other language, written in itself: one press. */
export function LanguageSwitch({ className = 'link-button' }: { className?: string }) {
  const other = useLocale() === 'ja' ? 'en' : 'ja'
  return (
    <form action={chooseLanguage}>
      <button type="submit" name="locale" value={other} lang={other} className={className}>
        {LANGUAGES[other]}
      </button>
    </form>
  )
}

export function ThemeSwitch() {
  const t = useTranslations('preferences')
  const chosen = use(cookies()).get(THEME_COOKIE)?.value
  const current = isTheme(chosen) ? chosen : 'system'
  const options = [
    { theme: 'system', text: t('system') },
    { theme: 'light', text: t('light') },
    { theme: 'dark', text: t('dark') },
  ]
  return (
    <form action={chooseTheme} aria-label={t('theme')}>
      {options.map(({ theme, text }) => (
        <button key={theme} type="submit" name="theme" value={theme} aria-pressed={theme === current}>
          {text}
        </button>
      ))}
    </form>
  )
}
