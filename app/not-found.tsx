import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PublicFrame } from './_features/shell/public-frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notFound'))('title') }
}

export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <PublicFrame>
      <main id="main" className="page mx-auto max-w-[720px]">
        <h1>{t('title')}</h1>
        <p className="mt-2 text-ink-2">{t('text')}</p>
        <p className="mt-6">
          <a href="/" className="btn">
            {t('home')}
          </a>
        </p>
      </main>
    </PublicFrame>
  )
}
