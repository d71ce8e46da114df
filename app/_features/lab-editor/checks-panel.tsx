'use client'

import { useTranslations } from 'next-intl'
import { Link } from '../../_ui/link.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'
import type { CheckOutcome, CheckText, Graded, KnownOutcome } from './checks.ts'
import { useLocalTime } from './use-local-time.ts'

/** What the panel shows of a lab and of where one is in it. */
export interface ChecksPanelProps {
  lab: {
    checks: readonly CheckText[]
    passScore: number
    locale: 'en' | 'ja'
    /** A file that a person marks once the checks have passed. */
    reviewFile?: string | null
  }
  state: {
    outcomes: Readonly<Record<string, KnownOutcome>>
    selectedCheck: string | null
    version: number
    graded: Graded | null
  }
  /** Default: what a learner is told. */
  captions?: { hidden: string; earlier: string }
  onSelect: (check: string) => void
  onWhere: (file: string, line: number) => void
}

function markOf(check: CheckText, outcome: CheckOutcome | undefined): MarkKind {
  if (outcome) return outcome.status
  return check.visibility === 'hidden' ? 'hidden' : 'open'
}

function Grade({ graded, lab }: Pick<ChecksPanelProps['state'], 'graded'> & Pick<ChecksPanelProps, 'lab'>) {
  const t = useTranslations('lab.grade')
  if (!graded) return null
  const scores = { score: graded.score ?? 0, passScore: lab.passScore }
  const link = <Link href={`/learn/results/${graded.submissionId}`}>{t('open')}</Link>
  return (
    <p role="status" className={`lab-grade ${graded.isPassed === false ? 'is-failed' : ''}`}>
      {graded.state === 'queued' && t('queued', { position: graded.position ?? 1 })}
      {graded.state === 'grading' && t('grading')}
      {graded.state === 'ungradable' && t('ungradable')}
      {graded.state === 'held' && (
        <>
          {t('held')} {link}
        </>
      )}
      {graded.state === 'graded' && (
        <>
          <b>
            {graded.isPassed && lab.reviewFile
              ? t('checksPassed', scores)
              : t(graded.isPassed ? 'passed' : 'notPassed', scores)}
          </b>{' '}
          {link}
        </>
      )}
    </p>
  )
}

function Detail({
  check,
  outcome,
  isEarlier,
  locale,
  onWhere,
}: {
  check: CheckText
  outcome: KnownOutcome | undefined
  isEarlier: boolean
  locale: 'en' | 'ja'
  onWhere: ChecksPanelProps['onWhere']
}) {
  const t = useTranslations('lab.checks')
  const timeOf = useLocalTime()
  const time = outcome && timeOf(outcome.at)
  const feedback = outcome?.feedback
  const facts = outcome && [
    t('pointsOf', { points: outcome.points, of: outcome.of }),
    outcome.ms !== null && t('ms', { ms: outcome.ms }),
    time && t('at', { time }),
    isEarlier && t('earlier'),
  ]
  return (
    <div className="check-detail" role="region" aria-live="polite" aria-label={t('selected')}>
      <h3 className="mb-1 flex flex-wrap items-baseline gap-x-3">
        {check.title}
        <small className="ml-auto font-regular text-1 text-ink-3">
          {facts ? facts.filter(Boolean).join(' · ') : t('points', { of: check.points })}
        </small>
      </h3>
      {check.probes && <p className="text-ink-2">{t('probes', { probes: check.probes })}</p>}
      {!outcome && <p className="text-ink-2">{check.visibility === 'hidden' ? t('notYetHidden') : t('notYet')}</p>}
      {outcome?.status === 'passed' && <p>{t('passedText')}</p>}
      {outcome?.reason && <p>{t(`reasons.${outcome.reason}`)}</p>}
      {outcome && outcome.status !== 'passed' && !feedback && !outcome.reason && (
        <p className="text-ink-2">{t('noDetail')}</p>
      )}
      {feedback && (
        <>
          <p className="max-w-[60ch]">{feedback.text[locale]}</p>
          <dl className="check-facts">
            {feedback.expected && (
              <div>
                <dt>{t('expected')}</dt>
                <dd>
                  <code className="code-chip whitespace-pre-wrap">{feedback.expected}</code>
                </dd>
              </div>
            )}
            {feedback.seen && (
              <div>
                <dt>{t('seen')}</dt>
                <dd>
                  <code className="code-chip whitespace-pre-wrap">{feedback.seen}</code>
                </dd>
              </div>
            )}
            {feedback.where && (
              <div>
                <dt>{t('where')}</dt>
                <dd>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => onWhere(feedback.where!.file, feedback.where!.line ?? 1)}
                  >
                    {feedback.where.line
                      ? t('fileLine', { file: feedback.where.file, line: feedback.where.line })
                      : feedback.where.file}
                  </button>
                </dd>
              </div>
            )}
          </dl>
        </>
      )}
    </div>
  )
}

/** Every check with its points; a hidden one says what class of behaviour it probes, never its data. */
export function ChecksPanel({ lab, state, captions, onSelect, onWhere }: ChecksPanelProps) {
  const t = useTranslations('lab.checks')
  const visible = lab.checks.filter((check) => check.visibility === 'visible')
  const hidden = lab.checks.filter((check) => check.visibility === 'hidden')
  const selected = lab.checks.find((check) => check.id === state.selectedCheck) ?? visible[0]

  const isEarlier = (outcome: KnownOutcome | undefined) => outcome !== undefined && outcome.version < state.version
  const isAnyEarlier = visible.some((check) => isEarlier(state.outcomes[check.id]))

  const row = (check: CheckText) => {
    const outcome = state.outcomes[check.id]
    const isSelected = check.id === selected?.id
    const isBad = outcome !== undefined && outcome.status === 'failed'
    const kind = markOf(check, outcome)
    return (
      <li key={check.id}>
        <button
          type="button"
          className="check-row"
          data-bad={isBad}
          aria-current={isSelected ? 'true' : undefined}
          onClick={() => onSelect(check.id)}
        >
          <span className="mt-1">
            <Mark kind={kind} label={t(`marks.${kind}`)} />
          </span>
          <span>
            {check.title}
            {check.mustPass && <span className="font-regular text-ink-3"> · {t('mustPass')}</span>}
            {check.probes && <small className="block text-1 font-regular text-ink-3">{check.probes}</small>}
          </span>
          <span className={`text-1 ${isBad ? 'font-strong text-shu' : 'text-ink-2'}`}>
            {outcome ? t('pointsOf', { points: outcome.points, of: outcome.of }) : check.points}
          </span>
        </button>
      </li>
    )
  }

  return (
    <div className="lab-checks">
      <div className="check-list">
        <Grade graded={state.graded} lab={lab} />
        {isAnyEarlier && <p className="check-earlier">{captions?.earlier ?? t('earlierNote')}</p>}
        <ol aria-label={t('visible')}>{visible.map(row)}</ol>
        {hidden.length > 0 && (
          <>
            <p className="check-caption">{captions?.hidden ?? t('hiddenCaption')}</p>
            {hidden.some((check) => isEarlier(state.outcomes[check.id])) && (
              <p className="check-earlier">{t('hiddenEarlier')}</p>
            )}
            <ol aria-label={t('hidden')}>{hidden.map(row)}</ol>
          </>
        )}
      </div>
      {selected && (
        <Detail
          check={selected}
          outcome={state.outcomes[selected.id]}
          isEarlier={isEarlier(state.outcomes[selected.id])}
          locale={lab.locale}
          onWhere={onWhere}
        />
      )}
    </div>
  )
}
