import { getTranslations } from 'next-intl/server'
import { AskButton } from '../../_ui/ask-button.tsx'
import { ChoiceList } from '../../_ui/choice-list.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { requestErasure } from '../_actions.ts'

/** Closes the account for good: what goes, what stays and why is said before anything is asked. */
export async function Leaving({ hasPassword }: { hasPassword: boolean }) {
  const t = await getTranslations('account.leaving')
  return (
    <section className="py-6">
      <SectionHead title={t('title')} />
      <p className="border-t border-rule pt-2 pb-3 text-ink-2">{t('note')}</p>
      <AskButton
        label={t('open')}
        look="danger"
        title={t('ask')}
        action={requestErasure}
        confirm={t('do')}
        cancel={t('cancel')}
        isDanger
      >
        <p>{t('atOnce')}</p>
        <p>{t('goes')}</p>
        <p>{t('stays')}</p>
        <ChoiceList
          name="credentials"
          legend={t('credentials')}
          checked={['keep']}
          choices={[
            { value: 'keep', label: t('keep'), description: t('keepHelp') },
            { value: 'revoke', label: t('revoke'), description: t('revokeHelp') },
          ]}
        />
        {hasPassword && (
          <TextField label={t('password')} name="password" type="password" autoComplete="current-password" required />
        )}
      </AskButton>
    </section>
  )
}
