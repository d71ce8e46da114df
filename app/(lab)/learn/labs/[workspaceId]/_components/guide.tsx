'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Mark } from '../../../../../_ui/mark.tsx'
import { type LabState, stepState } from './lab-state.ts'
import type { GuideStep, LabProps } from './lab-types.ts'

const MARKS = { passed: 'passed', half: 'half', open: 'open' } as const

function Hints({ step }: { step: GuideStep }) {
  const t = useTranslations('lab')
  const [shown, setShown] = useState(0)
  const total = step.hints.length
  if (total === 0) return null
  return (
    <div className="pt-2">
      <div aria-live="polite">
        {step.hints.slice(0, shown).map((hint) => (
          <div key={hint.id} className="mb-2 border-l-2 border-ai pl-4">
            {hint.body}
          </div>
        ))}
      </div>
      {shown < total && (
        <p className="flex flex-wrap items-center gap-x-4 text-1">
          <button type="button" className="link-button" onClick={() => setShown(shown + 1)}>
            {t('hint', { number: shown + 1, total })}
          </button>
          <span className="text-ink-3">{t('hintsFree')}</span>
        </p>
      )}
    </div>
  )
}

/** The instructions: steps tick as their checks pass. The first that is not done is open; any other may be beside it. */
export function Guide({ lab, state }: { lab: LabProps; state: LabState }) {
  const t = useTranslations('lab')
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const steps = lab.steps.map((step) => ({ step, now: stepState(step.checks, lab.checks, state.outcomes) }))
  const current = steps.find(({ now }) => now.mark !== 'passed')?.step.id
  return (
    <section className="lab-guide guide-text" aria-label={t('instructions')} data-coach="guide">
      <h1>{lab.title}</h1>
      <p className="mb-4 text-1 text-ink-3">
        {lab.madeBy === null
          ? t('meta', { code: lab.code, mode: t(`modes.${lab.mode}`), minutes: lab.minutes, evidence: lab.evidence })
          : t('metaOwn', { code: lab.code, organisation: lab.madeBy, minutes: lab.minutes })}
      </p>
      {lab.reviewFile && <p className="mb-4 border-l-2 border-ai pl-4">{t('reviewed', { file: lab.reviewFile })}</p>}
      {lab.intro}
      <ol className="lab-steps">
        {steps.map(({ step, now }) => {
          const isOpen = chosen[step.id] ?? step.id === current
          return (
            <li key={step.id} data-open={isOpen}>
              <button type="button" aria-expanded={isOpen} onClick={() => setChosen({ ...chosen, [step.id]: !isOpen })}>
                <span className="mt-1">
                  <Mark kind={MARKS[now.mark]} label={t(`stepMarks.${now.mark}`)} />
                </span>
                <span className={isOpen ? 'font-strong' : undefined}>{step.title}</span>
                <small>{now.points === null ? now.of : t('pointsOf', { points: now.points, of: now.of })}</small>
              </button>
              {isOpen && (
                <div className="step-body">
                  {step.body}
                  {lab.mode === 'practice' && <Hints step={step} />}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <div className="pt-6 pb-4">{lab.background}</div>
      <div className="mt-auto pb-4 text-1 text-ink-3">{lab.proof}</div>
    </section>
  )
}
