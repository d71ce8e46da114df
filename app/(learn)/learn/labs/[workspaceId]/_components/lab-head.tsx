'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../../../../_ui/button.tsx'
import type { LabState } from './lab-state.ts'
import type { OutboxView } from './outbox.ts'

/** What is saved, what waits and why: always a sentence, never a spinner alone. */
export function SaveState({
  outbox,
  channel,
  path,
}: {
  outbox: OutboxView
  channel: LabState['channel']
  path: string
}) {
  const t = useTranslations('lab.save')
  const format = useFormatter()
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => setNow(Date.now()), [])
  const count = outbox.edits.length
  const refusal = Object.entries(outbox.refusals)[0]
  const time = (at: number) => (
    <b>
      {format.dateTime(at, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      })}
    </b>
  )

  if (outbox.hold === 'signedOut' || channel === 'signedOut') {
    return (
      <span className="text-shu">
        {t('signedOut', { count })} <a href={`/sign-in?next=${encodeURIComponent(path)}`}>{t('signInAgain')}</a>
      </span>
    )
  }
  if (outbox.hold === 'otherSession' || channel === 'otherSession')
    return <span className="text-shu">{t('otherSession', { count })}</span>
  if (outbox.hold === 'closed' && count > 0) return <span className="text-shu">{t('closed', { count })}</span>
  if (Object.keys(outbox.conflicts).length > 0) return <span className="text-shu">{t('conflict')}</span>
  if (refusal) return <span className="text-shu">{t('refused', { path: refusal[0] })}</span>
  if (count > 0 && outbox.failures > 0)
    return <span className="text-shu">{outbox.isKept ? t('waiting', { count }) : t('waitingHere', { count })}</span>
  if (count > 0) return <span>{t('saving')}</span>
  if (channel === 'away') return <span className="text-shu">{t('away')}</span>
  if (channel === 'connecting') return <span>{t('connecting')}</span>
  const at = outbox.savedAt ?? now
  return <span>{at ? t.rich('saved', { time: () => time(at) }) : t('savedAll')}</span>
}

export function TimeLeft({ closesAt, onOver }: { closesAt: string; onOver: () => void }) {
  const t = useTranslations('lab')
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const left = now === null ? null : Math.max(0, Date.parse(closesAt) - now)
  useEffect(() => {
    if (left === 0) onOver()
  }, [left, onOver])
  if (left === null) return null
  const minutes = Math.ceil(left / 60_000)
  return (
    <p className={`lab-time ${minutes <= 5 ? 'text-shu' : ''}`} role="timer">
      {t.rich('minutesLeft', { minutes, b: (chunks) => <b>{chunks}</b> })}
    </p>
  )
}

export interface VerbsProps {
  state: LabState
  max: number | null
  onRun: () => void
  onStop: () => void
  onCheck: () => void
  onSubmit: () => void
}

/** The three verbs, always here, always in this order. */
export function Verbs({ state, max, onRun, onStop, onCheck, onSubmit }: VerbsProps): ReactNode {
  const t = useTranslations('lab')
  const [isMac, setIsMac] = useState(false)
  useEffect(() => setIsMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), [])
  const isAway = state.channel !== 'open'
  const isGrading = state.graded?.state === 'queued' || state.graded?.state === 'grading'
  return (
    <div className="flex items-center gap-2" data-coach="verbs">
      {state.run.isRunning ? (
        <Button onPress={onStop}>{t('stop')}</Button>
      ) : (
        <Button onPress={onRun} isDisabled={state.isClosed || isAway}>
          {t('run')} <kbd className="max-xl:hidden">{isMac ? '⌘ ↵' : 'Ctrl Enter'}</kbd>
        </Button>
      )}
      <Button onPress={onCheck} isDisabled={state.isClosed || state.isChecking}>
        {state.isChecking ? t('checking') : t('check')}
      </Button>
      <Button look="go" onPress={onSubmit} isDisabled={state.isClosed || isGrading || state.left === 0}>
        {isGrading ? t('grading') : t('submit')}
        {state.left !== null && max !== null && !isGrading && (
          <small className="max-lg:hidden">{t('submissionsLeft', { left: state.left, max })}</small>
        )}
      </Button>
    </div>
  )
}
