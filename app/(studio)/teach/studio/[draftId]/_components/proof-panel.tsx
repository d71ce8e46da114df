'use client'

import { useTranslations } from 'next-intl'
import { Mark } from '../../../../../_ui/mark.tsx'
import { Diagnostics, JobLine } from './job-line.tsx'
import type { ProofProblem, ProofStep } from './studio-types.ts'
import type { Studio } from './use-studio.ts'

function Problem({ problem }: { problem: ProofProblem }) {
  const t = useTranslations('studio.proof.problems')
  switch (problem.kind) {
    case 'loses':
      return t('loses', { score: problem.score, of: problem.of, checks: problem.checks.join(', ') })
    case 'passes':
      return t('passes')
    case 'tells':
      return t('tells', { check: problem.check, line: problem.line })
    case 'notCaught':
      return t('notCaught', { check: problem.check })
    case 'unknownCheck':
      return t('unknownCheck', { check: problem.check })
    case 'ungradable':
      return t('ungradable', { detail: problem.detail })
    case 'differs':
      return t('differs')
    case 'mutants':
      return t('mutants', { killed: problem.killed, made: problem.made })
  }
}

function Row({ step }: { step: ProofStep }) {
  const t = useTranslations('studio.proof')
  const kind = step.problems.length === 0 ? 'passed' : 'failed'
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 border-b border-rule py-2 last:border-0">
      <span className="mt-1">
        <Mark kind={kind} label={t(`marks.${kind}`)} />
      </span>
      <div>
        <span className="mono">{step.candidate.replace(/-again$/, '')}</span>{' '}
        {step.candidate === 'solution-again' && <span className="text-1 text-ink-3">{t('again')} </span>}
        <span className="text-1 text-ink-3">{t('seed', { seed: step.seed + 1 })}</span>
        {step.problems.map((problem, index) => (
          <p key={index} className="text-shu">
            <Problem problem={problem} />
          </p>
        ))}
        <Diagnostics text={step.diagnostics} />
      </div>
      <span className="text-1 text-ink-2">
        {step.score !== null && step.of !== null && t('points', { score: step.score, of: step.of })}
      </span>
    </li>
  )
}

/** Every grading of the newest proof, what was not as it should be first. */
export function ProofPanel({ studio, isSaved }: { studio: Studio; isSaved: boolean }) {
  const t = useTranslations('studio.proof')
  const { view } = studio.state
  const job = view.jobs.find(({ kind }) => kind === 'prove')
  const steps = job?.result?.kind === 'proof' ? job.result.steps : []
  const ordered = steps.toSorted(
    (a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0) || a.seed - b.seed,
  )
  return (
    <div className="h-full overflow-auto px-4 py-2" tabIndex={0} role="region" aria-label={t('title')}>
      {job ? <JobLine job={job} view={view} isSaved={isSaved} /> : <p className="text-ink-2">{t('none')}</p>}
      {ordered.length > 0 && (
        <ol className="mt-2 max-w-[760px] border-t border-rule" aria-label={t('title')}>
          {ordered.map((step, index) => (
            <Row key={`${step.seed}:${step.candidate}:${index}`} step={step} />
          ))}
        </ol>
      )}
    </div>
  )
}
