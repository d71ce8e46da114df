import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { OutcomeTable } from '../_features/outcomes/outcome-table.tsx'
import { Head } from '../_features/shell/head.tsx'
import { requireArea } from '../_features/shell/person.ts'
import { inLocale } from '../_i18n/locales.ts'
import { api } from '../_trpc/server.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { LinkButton } from '../_ui/link-button.tsx'
import { SectionHead } from '../_ui/section-head.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('hire'))('title') }
}

export default async function HirePage() {
  await requireArea('hire')
  const t = await getTranslations('hire')
  const published = await getTranslations('outcomes')
  const locale = await getLocale()
  const { releases, roles } = await (await api()).outcomes.published()
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
          <p className="mt-4">
            <LinkButton href="/hire/openings" look="go" tall>
              {t('toOpenings')}
            </LinkButton>{' '}
            <LinkButton href="/verify" tall>
              {t('verify')}
            </LinkButton>
          </p>
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-2">
          <section className="py-6">
            <SectionHead title={t('outcomes')} note={t('outcomesNote')} />
            {releases.length === 0 && <EmptyState title={published('none')}>{published('noneNext')}</EmptyState>}
            {releases.map((release) => (
              <OutcomeTable key={release.releaseId} release={release} />
            ))}
          </section>
          <section className="py-6">
            <SectionHead title={t('roles')} note={t('rolesNote', { count: roles.length })} />
            <ul>
              {roles.map(({ slug, status, definition }) => (
                <li key={slug} className="border-t border-rule py-3">
                  <h3>
                    {inLocale(definition.name, locale)}
                    <span className="text-1 font-regular text-ink-3"> · {t(`roleStates.${status}`)}</span>
                  </h3>
                  <p className="text-ink-2">{inLocale(definition.mission, locale)}</p>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </main>
    </>
  )
}
