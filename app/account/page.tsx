import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { requireMe } from '../_features/shell/person.ts'
import { api } from '../_trpc/server.ts'
import { ActionForm } from '../_ui/action-form.tsx'
import { FactList } from '../_ui/fact-list.tsx'
import { LanguageSwitch } from '../_ui/preferences/preferences.tsx'
import { SectionHead } from '../_ui/section-head.tsx'
import { SubmitButton } from '../_ui/submit-button.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { changePassword } from './_actions.ts'
import { Leaving } from './_components/leaving.tsx'
import { Organisations } from './_components/organisations.tsx'
import { OwnData } from './_components/own-data.tsx'
import { Passkeys } from './_components/passkeys.tsx'
import { Sessions } from './_components/sessions.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') }
}

async function Password({ hasPassword }: { hasPassword: boolean }) {
  const t = await getTranslations('account')
  return (
    <section className="py-6">
      <SectionHead title={t('password')} note={hasPassword ? t('passwordNote') : undefined} />
      {hasPassword ? (
        <ActionForm action={changePassword} label={t('password')}>
          <TextField label={t('current')} name="current" type="password" autoComplete="current-password" required />
          <TextField
            label={t('next')}
            name="next"
            type="password"
            autoComplete="new-password"
            minLength={12}
            maxLength={200}
            description={t('nextHelp')}
            required
          />
          <p>
            <SubmitButton>{t('change')}</SubmitButton>
          </p>
        </ActionForm>
      ) : (
        <p className="border-t border-rule py-2 text-ink-2">{t('noPassword')}</p>
      )}
    </section>
  )
}

export default async function AccountPage() {
  const t = await getTranslations('account')
  const locale = await getLocale()
  const me = await requireMe()
  const [sessions, newestExport, keys] = await forPage(
    api().then((api) =>
      Promise.all([api.identity.listSessions(), api.sovereignty.readExport(), api.identity.readPasskeys()]),
    ),
  )
  return (
    <main id="main" className="page">
      <h1 className="border-b border-ink pb-6">{me.name}</h1>
      <div className="grid max-w-[1040px] gap-x-12 lg:grid-cols-2">
        <div>
          <section className="py-6">
            <SectionHead title={t('profile')} />
            <FactList
              facts={[
                { term: t('name'), value: me.name },
                { term: t('email'), value: me.email },
                {
                  term: t('language'),
                  value: (
                    <span className="flex flex-wrap items-center gap-x-3">
                      {t('languageNow')} <LanguageSwitch locale={locale} />
                    </span>
                  ),
                },
              ]}
            />
          </section>
          <Organisations memberships={me.memberships} />
          <OwnData newest={newestExport} />
        </div>
        <div>
          <Sessions sessions={sessions} />
          <Password hasPassword={me.hasPassword} />
          <Passkeys {...keys} />
          <Leaving hasPassword={me.hasPassword} />
        </div>
      </div>
    </main>
  )
}
