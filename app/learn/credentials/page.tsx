import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'
import { Mark } from '../../_ui/mark.tsx'
import { SealImage } from '../../_ui/seal-image.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('credentials'))('title') }
}

type Goal = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['credentials']['listGoals']>>[number]

/** What can still be earned, with each requirement and whether it is met. */
async function Goals({ goals }: { goals: readonly Goal[] }) {
  const t = await getTranslations('credentials')
  const modes = await getTranslations('submission')
  const locale = await getLocale()
  return (
    <section className="pt-8">
      <SectionHead title={t('goals')} note={t('goalsNote')} />
      <ul className="border-t border-rule">
        {goals.map(({ code, name, requires }) => (
          <li key={code} className="border-b border-rule py-4">
            <h3 className="mb-1">{inLocale(name, locale)}</h3>
            <ul>
              {requires.map((need) => (
                <li key={`${need.id}/${need.mode}`} className="grid grid-cols-[16px_1fr] gap-x-3 py-[2px]">
                  <span className="mt-1">
                    <Mark kind={need.isShown ? 'passed' : 'open'} label={t(need.isShown ? 'shown' : 'missing')} />
                  </span>
                  <span>
                    <Link href={`/learn/labs#${need.id}`}>
                      {need.code} {inLocale(need.title, locale)}
                    </Link>{' '}
                    <span className="text-1 text-ink-2">{modes(`modes.${need.mode}`)}</span>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default async function CredentialsPage() {
  const t = await getTranslations('credentials')
  const format = await getFormatter()
  const locale = await getLocale()
  const caller = await api()
  const [credentials, goals] = await Promise.all([
    forPage(caller.credentials.listMine()),
    forPage(caller.credentials.listGoals()),
  ])
  const day = (at: Date) => format.dateTime(at, { dateStyle: 'long' })
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[860px]">
        <h1 className="mb-4">{t('title')}</h1>
        {credentials.length === 0 && (
          <EmptyState title={t('noneTitle')} action={<LinkButton href="/learn/labs">{t('toLabs')}</LinkButton>}>
            {t('noneText')}
          </EmptyState>
        )}
        <ul className={credentials.length > 0 ? 'ruled' : undefined}>
          {credentials.map((credential) => (
            <li key={credential.id} className="grid grid-cols-[64px_1fr] gap-6 border-b border-rule py-5">
              <SealImage
                digest={credential.digest}
                size={64}
                label={t('seal', { digest: credential.digest.slice(0, 8) })}
              />
              <div>
                <h2>
                  <Link href={`/credentials/${credential.handle}`}>{inLocale(credential.name, locale)}</Link>
                </h2>
                <p className="text-ink-2">
                  {t('dates', { issued: day(credential.issuedAt), expires: day(credential.expiresAt) })}
                </p>
                {credential.revokedAt && <p className="text-shu">{t('revoked', { at: day(credential.revokedAt) })}</p>}
              </div>
            </li>
          ))}
        </ul>
        {goals.length > 0 && <Goals goals={goals} />}
      </main>
    </>
  )
}
