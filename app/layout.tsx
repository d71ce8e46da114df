import './_ui/styles.css'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CspNonce } from './_ui/csp-nonce.tsx'
import { FaultTextsProvider } from './_ui/not-shown.tsx'
import { isTheme, THEME_COOKIE } from './_ui/preferences/themes.ts'
import { SoftNavigation } from './_ui/soft-navigation.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return {
    title: { template: '%s · Terakoya', default: t('title') },
    description: t('description'),
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f0' },
    { media: '(prefers-color-scheme: dark)', color: '#121a2a' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const t = await getTranslations()
  return (
    <html lang={await getLocale()} data-theme={isTheme(theme) ? theme : undefined}>
      <head>
        <CspNonce nonce={nonce} />
      </head>
      <body>
        <a href="#main" className="skip">
          {t('fault.skip')}
        </a>
        <SoftNavigation waiting={t('fault.loading')} />
        <FaultTextsProvider
          texts={{
            fault: {
              title: t('fault.title'),
              text: t('fault.text'),
              again: t('fault.again'),
              home: t('fault.home'),
            },
            notFound: {
              crumb: t('notFound.crumb'),
              title: t('notFound.title'),
              text: t('notFound.text'),
              home: t('notFound.home'),
            },
          }}
        >
          {children}
        </FaultTextsProvider>
      </body>
    </html>
  )
}
