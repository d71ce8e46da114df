import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, LOCALE_COOKIE } from './locales.ts'

const messages = {
  en: () => import('./en.json'),
  ja: () => import('./ja.json'),
}

export default getRequestConfig(async () => {
  const language = chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  // Dates and numbers in English are written the British way.
  const locale = language === 'en' ? 'en-GB' : language
  return { locale, messages: (await messages[language]()).default, timeZone: 'Asia/Tokyo' }
})
