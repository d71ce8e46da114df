import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { faultOfCall, sentenceOf } from '../../../_features/calls/fault.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { acceptInvitation } from '../../_actions/joining.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('joining'))('invitation.title') }
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('joining')
  const { token } = await params
  let invitation: { email: string | null; role: string | null }
  try {
    invitation = await (await api()).identity.readInvitation({ secret: token })
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return (
      <main id="main" className="page mx-auto max-w-[560px]">
        <h1 className="mb-4">{t('invitation.title')}</h1>
        <EmptyState title={await sentenceOf({ ...fault, reason: 'linkUsedOrOld' })}>
          {t('invitation.askAgain')}
        </EmptyState>
      </main>
    )
  }
  return (
    <main id="main" className="page mx-auto max-w-[480px]">
      <h1>{t('invitation.title')}</h1>
      <p className="mt-2 mb-6 text-ink-2">
        {t('invitation.text', { email: invitation.email ?? '', role: t(`roles.${invitation.role ?? 'learner'}`) })}
      </p>
      <ActionForm action={acceptInvitation}>
        <input type="hidden" name="secret" value={token} />
        <TextField label={t('name')} name="name" autoComplete="name" maxLength={120} required />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={200}
          description={t('passwordHelp')}
          required
        />
        <p>
          <SubmitButton look="go" tall>
            {t('invitation.submit')}
          </SubmitButton>
        </p>
      </ActionForm>
    </main>
  )
}
