import { getTranslations } from 'next-intl/server'

/** What is said of a page that is not there, and the way back. */
export async function NotFoundText() {
  const t = await getTranslations('notFound')
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="mt-2 text-ink-2">{t('text')}</p>
      <p className="mt-6">
        <a href="/" className="btn">
          {t('home')}
        </a>
      </p>
    </>
  )
}
