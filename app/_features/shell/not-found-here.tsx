import { getTranslations } from 'next-intl/server'
import { Head } from './head.tsx'

/** What stands where a page of an area would be, for somebody who may be in that area. */
export async function NotFoundHere() {
  const t = await getTranslations('notFound')
  return (
    <>
      <Head crumbs={[{ text: t('crumb') }]} />
      <main id="main" className="page max-w-[720px]">
        <h1>{t('title')}</h1>
        <p className="mt-2 text-ink-2">{t('text')}</p>
        <p className="mt-6">
          <a href="/" className="btn">
            {t('home')}
          </a>
        </p>
      </main>
    </>
  )
}
