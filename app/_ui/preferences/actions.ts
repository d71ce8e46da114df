'use server'

import { cookies } from 'next/headers'
import { isLocale, LOCALE_COOKIE } from '../../_i18n/locales.ts'
import { isTheme, THEME_COOKIE } from './themes.ts'

const YEAR = 365 * 86_400
const OPTIONS = { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true } as const

export async function chooseLanguage(form: FormData): Promise<void> {
  const locale = form.get('locale')
  if (isLocale(locale)) (await cookies()).set(LOCALE_COOKIE, locale, OPTIONS)
}

/** `system` forgets the choice, so that the page follows the device again. */
export async function chooseTheme(form: FormData): Promise<void> {
  const theme = form.get('theme')
  const jar = await cookies()
  if (isTheme(theme)) jar.set(THEME_COOKIE, theme, OPTIONS)
  else jar.delete(THEME_COOKIE)
}
