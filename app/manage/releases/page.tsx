import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { requireArea } from '../../_features/shell/person.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('releases'))('title') }
}

export default async function ReleasesPage() {
  await requireArea('manage')
  const t = await getTranslations('releases')
  const locale = await getLocale()
  const format = await getFormatter()
  const programmes = await forPage((await api()).outcomes.releasable())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          {programmes.length === 0 && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
          <ul>
            {programmes.map(({ programmeId, ownerId, titles, ownerNames, cohorts, frozen, releases }) => (
              <li
                key={`${programmeId} ${ownerId}`}
                className="grid gap-x-8 gap-y-1 border-t border-rule py-3 md:grid-cols-[3fr_2fr_2fr]"
              >
                <div>
                  <h2 className="text-3">{inLocale(titles, locale)}</h2>
                  <p className="text-1 text-ink-2">
                    {inLocale(ownerNames, locale)} · {t('frozen', { frozen, cohorts })}
                  </p>
                </div>
                <ul className="text-1 text-ink-2">
                  {releases.length === 0 && <li>{t('never')}</li>}
                  {releases.map(({ releaseId, publishedAt, isSigned }) => (
                    <li key={releaseId}>
                      {t('release', { at: format.dateTime(publishedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
                      {' · '}
                      {t(isSigned ? 'signed' : 'waiting')}
                    </li>
                  ))}
                </ul>
                <p>
                  <Link href={`/manage/releases/${programmeId}/${ownerId}`}>
                    {t('preview')}
                    <span className="sr"> {inLocale(titles, locale)}</span>
                  </Link>
                </p>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  )
}
