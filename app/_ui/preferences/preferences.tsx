import { chooseLanguage, chooseTheme } from './actions.ts'
import { THEMES, type Theme } from './themes.ts'

const LANGUAGES = { en: 'English', ja: '日本語' } as const

/** The other language than the page's, written in itself: one press. */
export function LanguageSwitch({ locale, className = 'link-button' }: { locale: string; className?: string }) {
  const other = locale === 'ja' ? 'en' : 'ja'
  return (
    <form action={chooseLanguage}>
      <button type="submit" name="locale" value={other} lang={other} className={className}>
        {LANGUAGES[other]}
      </button>
    </form>
  )
}

export type ThemeChoice = Theme | 'system'
export type ThemeWords = Record<ThemeChoice | 'theme', string>

export function ThemeSwitch({ words, current }: { words: ThemeWords; current: ThemeChoice }) {
  return (
    <form action={chooseTheme} aria-label={words.theme}>
      {(['system', ...THEMES] as const).map((theme) => (
        <button key={theme} type="submit" name="theme" value={theme} aria-pressed={theme === current}>
          {words[theme]}
        </button>
      ))}
    </form>
  )
}
