import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { requireArea } from '../../_features/shell/person.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('title') }
}

export default async function StudioPage() {
  await requireArea('teach')
  const t = await getTranslations('studio')
  const locale = await getLocale()
  const format = await getFormatter()
  const { drafts, organisations } = await forPage((await api()).studio.list())
  const create = (
    <LinkButton href="/teach/studio/new" look="go">
      {t('create')}
    </LinkButton>
  )
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} action={create} />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{t('lede', { count: drafts.length })}</h1>
        <section className="py-6">
          <SectionHead title={t('all')} note={t('allNote')} />
          {drafts.length === 0 && (
            <EmptyState title={t('none')} action={create}>
              {t('noneNext')}
            </EmptyState>
          )}
          <ul>
            {drafts.map(({ id, code, slug, titles, state, number, author, changedAt, organisationNames }) => (
              <li key={id} className="grid gap-x-8 gap-y-1 border-t border-rule py-3 md:grid-cols-[3fr_2fr_2fr]">
                <div>
                  <h3>
                    {/* The studio is a screen of its own that fills the window. */}
                    <a href={`/teach/studio/${id}`}>
                      <span className="text-ink-3">{code}</span> {inLocale(titles, locale)}
                    </a>
                  </h3>
                  <p className="mono text-1 text-ink-3">{slug}</p>
                </div>
                <p className="text-1 text-ink-2">
                  <b className="font-strong text-ink">{t(`states.${state}`, { number: number ?? 0 })}</b>
                  {state !== 'published' && number !== null && (
                    <span className="block">{t('publishedBefore', { number })}</span>
                  )}
                </p>
                <p className="text-1 text-ink-2">
                  {t('changed', { at: format.dateTime(changedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
                  {author && <span className="block">{t('author', { name: author })}</span>}
                  {organisations.length > 1 && (
                    <span className="block text-ink-3">{inLocale(organisationNames, locale)}</span>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  )
}
