import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { AskButton } from '../../_ui/ask-button.tsx'
import { ChoiceList } from '../../_ui/choice-list.tsx'
import { confirmIdentity } from '../_actions.ts'
import { type AssignmentFacts, stateOf } from './assignment-state.ts'

function sentenceValues(assignment: AssignmentFacts, at: (date: Date) => string) {
  const { requestedAt, identityConfirmedAt, closesAt, closedAt } = assignment
  const known = (date: Date | null) => (date ? at(date) : '')
  return {
    requested: at(requestedAt),
    confirmed: known(identityConfirmedAt),
    closes: known(closesAt),
    closed: known(closedAt),
  }
}

/** One person to be assessed: where they are, and the one thing a proctor may do now. */
export async function Assignment({ assignment, now }: { assignment: AssignmentFacts; now: Date }) {
  const t = await getTranslations('assess')
  const locale = await getLocale()
  const format = await getFormatter()
  const state = stateOf(assignment, now)
  const name = assignment.learnerName
  const lab = `${assignment.activity.code ?? ''} ${inLocale(assignment.activity.title, locale)}`.trim()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const isWaiting = state === 'waiting'
  return (
    <li className="grid items-center gap-x-8 gap-y-2 border-b border-rule py-3 md:grid-cols-[1fr_2fr_auto]">
      <div>
        <h3>{name}</h3>
        <p className="text-1 text-ink-3">{inLocale(assignment.cohortNames, locale)}</p>
      </div>
      <div>
        <p>{lab}</p>
        <p className="text-1 text-ink-2">{t(`states.${state}`, sentenceValues(assignment, at))}</p>
        {assignment.identityChecked && (
          <p className="text-1 text-ink-3">
            {t('recorded', {
              what: t(`checked.${assignment.identityChecked}`),
              where: t(`where.${assignment.assurance}`),
            })}
          </p>
        )}
      </div>
      {state !== 'closed' && (
        <AskButton
          label={t(isWaiting ? 'confirm' : 'readmit')}
          look={isWaiting ? 'go' : 'plain'}
          title={t(isWaiting ? 'confirmTitle' : 'readmitTitle', { name })}
          confirm={t(isWaiting ? 'confirmDo' : 'readmitDo')}
          cancel={t('cancel')}
          action={confirmIdentity}
        >
          <p>{t(isWaiting ? 'confirmText' : 'readmitText', { name })}</p>
          <input type="hidden" name="attemptId" value={assignment.attemptId} />
          <ChoiceList
            name="checked"
            legend={t('whatChecked')}
            required
            choices={[
              { value: 'photo_document', label: t('checked.photo_document'), description: t('photoHelp') },
              { value: 'known_to_proctor', label: t('checked.known_to_proctor') },
            ]}
          />
          <ChoiceList
            name="where"
            legend={t('whereChecked')}
            required
            choices={[
              { value: 'person_in_room', label: t('where.person_in_room') },
              { value: 'person_online', label: t('where.person_online') },
            ]}
          />
        </AskButton>
      )}
    </li>
  )
}
