import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { areasOf, PATHS } from '../../_features/shell/areas.ts'
import { personas, readSite } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { OpenButton } from './_components/open-button.tsx'
import { PersonaButton } from './_components/persona-button.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('evaluation'))('title') }
}

export default async function EvaluationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('evaluation')
  if (!readSite().isEvaluation) notFound()
  const people = await personas()
  const { link, token } = await searchParams
  if (!people && typeof token === 'string') {
    return (
      <main id="main" className="page mx-auto max-w-[720px]">
        <h1 className="mb-4">{t('openTitle')}</h1>
        <p className="mb-6 text-ink-2">{t('openText')}</p>
        <OpenButton token={token} texts={{ open: t('open'), waiting: t('opening'), failed: t('failed') }} />
      </main>
    )
  }
  if (!people) {
    return (
      <main id="main" className="page mx-auto max-w-[720px]">
        <h1 className="mb-4">{t('closedTitle')}</h1>
        <EmptyState title={link === 'used' ? t('linkUsed') : t('closedText')}>{t('closedHow')}</EmptyState>
      </main>
    )
  }
  return (
    <main id="main" className="page mx-auto max-w-[820px]">
      <h1>{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-[620px] text-ink-2">{t('text')}</p>
      <ul className="ruled">
        {people.map(({ id, name, persona }) => (
          <li
            key={id}
            className="grid items-center gap-x-8 gap-y-2 border-b border-rule py-4 md:grid-cols-[200px_1fr_auto]"
          >
            <div>
              <b>{t(`roles.${persona}.name`)}</b>
              <span className="block text-1 text-ink-3">{name}</span>
            </div>
            <p className="text-ink-2">{t(`roles.${persona}.does`)}</p>
            <PersonaButton
              personId={id}
              href={PATHS[areasOf([persona])[0]?.screens[0] ?? 'learn']}
              texts={{
                become: t('become'),
                label: t('becomeWho', { name }),
                waiting: t('waiting'),
                failed: t('failed'),
              }}
            />
          </li>
        ))}
      </ul>
    </main>
  )
}
