import { randomUUID } from 'node:crypto'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { WITHDRAWAL_REASONS } from '../../../../../../../server/cohorts/inputs.ts'
import { inLocale } from '../../../../../../_i18n/locales.ts'
import { AskButton, type AskButtonProps } from '../../../../../../_ui/ask-button.tsx'
import { SelectField } from '../../../../../../_ui/select-field.tsx'
import { TextArea, TextField } from '../../../../../../_ui/text-field.tsx'
import { recordLeave, transferLearner, withdrawLearner } from '../../../../../_actions.ts'
import type { Enrolment } from './history.tsx'

interface ChangeProps {
  enrolment: Enrolment
  kind: 'leave' | 'transfer' | 'withdraw'
  action: AskButtonProps['action']
  children: ReactNode
}

async function Change({ enrolment, kind, action, children }: ChangeProps) {
  const t = await getTranslations('enrolment')
  return (
    <div className="border-t border-rule py-3">
      <p className="mb-2 text-1 text-ink-2">{t(`${kind}.what`)}</p>
      <AskButton
        label={t(`${kind}.label`)}
        title={t(`${kind}.title`, { name: enrolment.name })}
        action={action}
        confirm={t(`${kind}.do`)}
        cancel={t('cancel')}
        isDanger={kind === 'withdraw'}
      >
        {enrolment.countedAs === 'counted' && kind !== 'leave' && <p>{t('stillCounted')}</p>}
        <input type="hidden" name="enrolmentId" value={enrolment.enrolmentId} />
        <input type="hidden" name="eventId" value={randomUUID()} />
        {children}
        <TextArea label={t('note')} name="note" description={t('noteHelp')} rows={2} maxLength={500} />
      </AskButton>
    </div>
  )
}

/** What may be recorded of somebody who is in the cohort: each asks for its day and says what it means. */
export async function Changes({ enrolment }: { enrolment: Enrolment }) {
  const t = await getTranslations('enrolment')
  const locale = await getLocale()
  const { state, targets, today } = enrolment
  if (state === 'withdrawn' || state === 'transferred') return <p className="text-ink-2">{t('nothingToChange')}</p>
  return (
    <>
      <Change enrolment={enrolment} kind="leave" action={recordLeave}>
        <TextField label={t('from')} name="from" type="date" defaultValue={today} required />
        <TextField label={t('to')} name="to" type="date" required />
      </Change>
      {targets.length > 0 && (
        <Change enrolment={enrolment} kind="transfer" action={transferLearner}>
          <SelectField
            label={t('target')}
            name="toCohortId"
            options={targets.map(({ cohortId, names }) => ({ value: cohortId, label: inLocale(names, locale) }))}
          />
          <TextField label={t('on')} name="on" type="date" defaultValue={today} max={today} required />
        </Change>
      )}
      <Change enrolment={enrolment} kind="withdraw" action={withdrawLearner}>
        <SelectField
          label={t('reason')}
          name="reason"
          options={WITHDRAWAL_REASONS.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))}
        />
        <TextField label={t('on')} name="on" type="date" defaultValue={today} max={today} required />
      </Change>
    </>
  )
}
