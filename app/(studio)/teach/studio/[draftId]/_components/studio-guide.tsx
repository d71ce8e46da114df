'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { Button } from '../../../../../_ui/button.tsx'
import { Mark } from '../../../../../_ui/mark.tsx'
import { doneSteps, STEPS, type Step } from './studio-steps.ts'
import type { DraftView } from './studio-types.ts'
import type { Studio } from './use-studio.ts'

function Verb({ step, studio, isBusy }: { step: Step; studio: Studio; isBusy: boolean }) {
  const t = useTranslations('studio')
  const { dispatch } = studio
  if (step === 'publish') return null
  if (step === 'define')
    return (
      <button type="button" className="link-button" onClick={() => dispatch({ type: 'panel', panel: 'problems' })}>
        {t('showProblems')}
      </button>
    )
  return (
    <Button onPress={() => void studio.start(step)} isDisabled={isBusy}>
      {t(`verbs.${step}`)}
    </Button>
  )
}

function Publications({ view }: { view: DraftView }) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const [zone, setZone] = useState<string | null>(null)
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  if (view.publications.length === 0) return null
  return (
    <section className="pt-6">
      <h2>{t('versions')}</h2>
      <ul className="lab-steps">
        {view.publications.map(({ number, publishedAt, publisher }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <b className="font-strong">{t('version', { number })}</b>
            <span className="text-1 text-ink-3">
              {zone &&
                format.dateTime(new Date(publishedAt), { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })}
              {publisher && ` · ${publisher}`}
            </span>
            <a
              className="ml-auto text-1"
              href={`/teach/studio/${view.draftId}/versions/${number}`}
              download
              aria-label={t('downloadVersion', { number })}
            >
              {t('download')}
            </a>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-1 text-ink-3">{t('downloadNote')}</p>
    </section>
  )
}

/** What stands between this draft and its learners, each with how far it is and the verb that does it. */
export function StudioGuide({
  studio,
  locale,
  isBusy,
  isSaved,
}: {
  studio: Studio
  locale: 'en' | 'ja'
  isBusy: boolean
  isSaved: boolean
}) {
  const t = useTranslations('studio')
  const { view } = studio.state
  const done = doneSteps(view, isSaved)
  const current = STEPS.find((step) => done[step] !== 'passed') ?? null
  const [chosen, setChosen] = useState<Step | '' | null>(null)
  const opened = chosen ?? current
  const small: Record<Step, string> = {
    define: t('problemCount', { count: view.problems.length }),
    starter: t(`stepStates.${done.starter}`),
    solution: t(`stepStates.${done.solution}`),
    prove: t(`stepStates.${done.prove}`),
    publish: view.number === null ? t('stepStates.open') : t('version', { number: view.number }),
  }
  return (
    <section className="lab-guide guide-text" aria-label={t('folds.guide')}>
      <h1>{inLocale(view.titles, locale)}</h1>
      <p className="mb-4 text-1 text-ink-3">
        {view.code} · {inLocale(view.organisationNames, locale)} ·{' '}
        <span role="status">
          {t(`states.${isSaved || view.state === 'proving' ? view.state : 'draft'}`, { number: view.number ?? 0 })}
        </span>
      </p>
      <p>{t('intro')}</p>
      <ol className="lab-steps">
        {STEPS.map((step) => {
          const isOpen = step === opened
          return (
            <li key={step} data-open={isOpen}>
              <button type="button" aria-expanded={isOpen} onClick={() => setChosen(isOpen ? '' : step)}>
                <span className="mt-1">
                  <Mark kind={done[step]} label={t(`stepStates.${done[step]}`)} />
                </span>
                <span className={isOpen ? 'font-strong' : undefined}>{t(`steps.${step}`)}</span>
                <small>{small[step]}</small>
              </button>
              {isOpen && (
                <div className="step-body grid justify-items-start gap-3">
                  <p>{t(`stepTexts.${step}`)}</p>
                  <Verb step={step} studio={studio} isBusy={isBusy} />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <Publications view={view} />
      <p className="mt-auto pt-6 pb-4 text-1 text-ink-3">{t('practiceOnly')}</p>
    </section>
  )
}
