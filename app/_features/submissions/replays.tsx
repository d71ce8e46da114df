import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '../../_ui/action-form.tsx'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { Mark } from '../../_ui/mark.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { decide, replay } from './actions.ts'

const MARKS = { waiting: 'open', ungradable: 'hidden', same: 'passed', other: 'failed' } as const

export interface ReplaysProps {
  submissionId: string
  replays: readonly {
    id: string
    queuedAt: Date
    finishedAt: Date | null
    isSame: boolean | null
    decision: { decidedAt: Date; reason: string } | null
  }[]
  mayReplay: boolean
  /** Of an auditor: what differs waits for their word. */
  mayDecide?: boolean
}

/** Every run again of the same snapshot, seed and grader, and whether it came to the same result. */
export async function Replays({ submissionId, replays, mayReplay, mayDecide = false }: ReplaysProps) {
  const t = await getTranslations('replays')
  const format = await getFormatter()
  const isOpen = replays.some(({ isSame, decision }) => isSame === false && !decision)
  const isWaiting = replays.some(({ finishedAt }) => finishedAt === null)
  return (
    <section className="py-6">
      <SectionHead title={t('title')} note={t('note')} />
      {isWaiting && <KeepFresh />}
      <ul className="mb-4" aria-live="polite">
        {replays.toReversed().map(({ id, queuedAt, finishedAt, isSame, decision }) => {
          const state = finishedAt === null ? 'waiting' : isSame === null ? 'ungradable' : isSame ? 'same' : 'other'
          return (
            <li key={id} className="grid grid-cols-[16px_1fr] gap-x-3 border-b border-rule py-2">
              <span className="pt-1">
                <Mark kind={MARKS[state]} label={t(`states.${state}`)} />
              </span>
              <span>
                {t(`states.${state}`)}
                <span className="block text-1 text-ink-3">
                  {format.dateTime(finishedAt ?? queuedAt, { dateStyle: 'long', timeStyle: 'medium' })}
                </span>
                {decision && (
                  <span className="block text-1 text-ink-2">
                    {t('decided', {
                      on: format.dateTime(decision.decidedAt, { dateStyle: 'long' }),
                      reason: decision.reason,
                    })}
                  </span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {isOpen && (
        <div className="mb-4 border-l-2 border-shu bg-shu-wash px-4 py-3">
          <p className="font-semibold">{t('open')}</p>
          <p className="text-1 text-ink-2">{t(mayDecide ? 'openForAuditor' : 'openForOthers')}</p>
          {mayDecide && (
            <ActionForm action={decide} className="mt-3 grid justify-items-stretch gap-2">
              <input type="hidden" name="submissionId" value={submissionId} />
              <TextField
                label={t('reason')}
                name="reason"
                description={t('reasonHow')}
                required
                minLength={10}
                maxLength={1000}
              />
              <div>
                <SubmitButton>{t('decide')}</SubmitButton>
              </div>
            </ActionForm>
          )}
        </div>
      )}
      {mayReplay && !isWaiting && (
        <ActionForm action={replay} className="grid justify-items-start gap-2">
          <input type="hidden" name="submissionId" value={submissionId} />
          <SubmitButton>{t('replay')}</SubmitButton>
        </ActionForm>
      )}
    </section>
  )
}
