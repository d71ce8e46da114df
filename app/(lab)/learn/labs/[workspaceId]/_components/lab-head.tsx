'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../../../../_ui/button.tsx'
import type { LabState } from './lab-state.ts'

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
