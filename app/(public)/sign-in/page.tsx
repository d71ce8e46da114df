import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { areasOf, PATHS } from '../../_features/shell/areas.ts'
import { ownPath } from '../../_features/shell/own-path.ts'
import { hasPasskeys, readMe, readSite } from '../../_trpc/server.ts'
import { PasskeyButton } from './_components/passkey-button.tsx'
import { SignInForm } from './_components/sign-in-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('signIn')
  const { next, error } = await searchParams
  const target = ownPath(next)
  const me = await readMe()
  if (me) {
    const area = areasOf(me.memberships.map(({ role }) => role))[0]
    redirect(target ?? (area ? PATHS[area.screens[0]] : '/account'))
  }
  const site = readSite()
  return (
    <main id="main" className="page mx-auto max-w-[480px]">
      <h1>{t('title')}</h1>
      {target && <p className="mt-2 text-ink-2">{t('comeBack')}</p>}
      <SignInForm
        next={target ?? '/sign-in'}
        hasFailed={error !== undefined}
        texts={{
          email: t('email'),
          password: t('password'),
          submit: t('submit'),
          waiting: t('waiting'),
          reasons: {
            wrongPassword: t('reasons.wrongPassword'),
            tooMany: t('reasons.tooMany'),
            offline: t('reasons.offline'),
            fault: t('reasons.fault'),
          },
        }}
      />
      {hasPasskeys() && (
        <PasskeyButton
          next={target ?? '/sign-in'}
          texts={{ label: t('passkey'), waiting: t('passkeyWaiting'), refused: t('passkeyRefused') }}
        />
      )}
      <p className="mt-6">
        <a href="/reset">{t('forgot')}</a>
      </p>
      {site.isEvaluation && (
        <p className="mt-4 border-t border-rule pt-4 text-ink-2">
          {t('evaluation')} <a href="/evaluation">{t('personas')}</a>
        </p>
      )}
    </main>
  )
}
