import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, LOCALE_COOKIE } from './locales.ts'

const messages = {
  en: () => import('./en.json'),
  ja: () => import('./ja.json'),
}

export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  return { locale, messages: (await messages[locale]()).default, timeZone: 'Asia/Tokyo' }
})
