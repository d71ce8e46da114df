export const LOCALES = ['en', 'ja'] as const
export type Locale = (typeof LOCALES)[number]
export const LOCALE_COOKIE = 'locale'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/** The reader's choice, else the first language of the browser that we speak, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ language, quality }) => quality > 0 && isLocale(language))
    .toSorted((a, b) => b.quality - a.quality)
  return (wanted[0]?.language as Locale | undefined) ?? 'en'
}

/** The text of the reader's language of something that comes in both. */
export function inLocale<T>(text: { en: T; ja: T }, locale: string): T {
  return locale === 'ja' ? text.ja : text.en
}
