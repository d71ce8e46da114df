import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { AskButton } from '../../../_ui/ask-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { reportCompromise, rotateKey } from '../_actions.ts'
import type { Purpose } from './keys.ts'

/** The password again, from who has one. */
export async function PasswordAgain({ asks }: { asks: boolean }) {
  const t = await getTranslations('keys')
  if (!asks) return null
  return <TextField label={t('password')} name="password" type="password" autoComplete="current-password" required />
}

export async function NewKey({ purpose, asks }: { purpose: Purpose; asks: boolean }) {
  const t = await getTranslations('keys')
  return (
    <AskButton
      label={t('rotate')}
      title={t(`rotateTitle.${purpose}`)}
      confirm={t('confirm')}
      cancel={t('cancel')}
      action={rotateKey}
      isDanger
    >
      <p>{t('rotateText')}</p>
      <input type="hidden" name="rotationId" value={randomUUID()} />
      <input type="hidden" name="purpose" value={purpose} />
      <TextField label={t('why')} name="reason" description={t('whyHelp')} minLength={5} autoComplete="off" required />
      <TextField
        label={t('compromisedAt')}
        name="compromisedAt"
        type="datetime-local"
        description={t('compromisedHelp')}
      />
      <PasswordAgain asks={asks} />
    </AskButton>
  )
}

export async function ReportKey({ purpose, keyId, asks }: { purpose: Purpose; keyId: string; asks: boolean }) {
  const t = await getTranslations('keys')
  return (
    <AskButton
      label={t('report')}
      look="link"
      title={t('reportTitle')}
      confirm={t('reportConfirm')}
      cancel={t('cancel')}
      action={reportCompromise}
      isDanger
    >
      <p>{t('reportText')}</p>
      <input type="hidden" name="keyId" value={keyId} />
      <input type="hidden" name="purpose" value={purpose} />
      <TextField label={t('reportSince')} name="since" type="datetime-local" required />
      <PasswordAgain asks={asks} />
    </AskButton>
  )
}
