import { getTranslations } from 'next-intl/server'
import { Head } from './head.tsx'
import { NotFoundText } from './not-found-text.tsx'

/** What stands where a page of an area would be, for somebody who may be in that area. */
export async function NotFoundHere() {
  const t = await getTranslations('notFound')
  return (
    <>
      <Head crumbs={[{ text: t('crumb') }]} />
      <main id="main" className="page max-w-[720px]">
        <NotFoundText />
      </main>
    </>
  )
}
