'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { Button } from '../../../../../_ui/button.tsx'

const KEY = 'terakoya:lab-coached'
const MARKS = ['guide', 'editor', 'verbs'] as const

interface Place {
  top: number
  left: number
}

function placeOf(mark: string): Place | null {
  const target = document.querySelector(`[data-coach="${mark}"]`)
  const box = target?.getBoundingClientRect()
  if (!box || box.width === 0) return null
  const width = 320
  const left = Math.min(Math.max(16, box.left + 24), window.innerWidth - width - 16)
  const top = mark === 'verbs' ? box.bottom + 12 : Math.min(box.top + 96, window.innerHeight - 220)
  return { top, left }
}

/** Three sentences for a first-time learner, once. */
export function Coach() {
  const t = useTranslations('lab.coach')
  const [step, setStep] = useState<number | null>(null)
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    if (!localStorage.getItem(KEY)) setStep(0)
  }, [])
  const finish = useCallback(() => {
    localStorage.setItem(KEY, '1')
    setStep(null)
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && finish()
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [finish])
  useEffect(() => {
    if (step !== null) setPlace(placeOf(MARKS[step]!))
  }, [step])
  if (step === null || !place) return null
  const isLast = step === MARKS.length - 1
  return (
    <div role="dialog" aria-label={t('title')} className="lifted fixed z-30 w-[320px] border-ai! p-4" style={place}>
      <p className="text-1 text-ink-3">{t('count', { step: step + 1, total: MARKS.length })}</p>
      <p className="mt-1" aria-live="polite">
        {t(`marks.${MARKS[step]!}`)}
      </p>
      <div className="mt-4 flex justify-end gap-2">
        {!isLast && <Button onPress={finish}>{t('skip')}</Button>}
        <Button look="go" autoFocus onPress={() => (isLast ? finish() : setStep(step + 1))}>
          {isLast ? t('start') : t('next')}
        </Button>
      </div>
    </div>
  )
}
