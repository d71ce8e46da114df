import type { LabDefinition } from '../definition.ts'
import type { CheckOutcome, Feedback } from '../harness/protocol.ts'
import { cleanFeedback } from './feedback.ts'

export type GradingMode = 'check' | 'submit'

/** Why a check gave no points, where it is not the check's own verdict. */
export type FailureReason = 'timeout' | 'oom' | 'disk' | 'missing' | 'crash' | 'grader_overwhelmed'

/** What happened to one expected check. */
export interface Finding {
  outcome: CheckOutcome | null
  /** Overrides the outcome: a verdict reached by a run that broke its limits counts for nothing. */
  reason: FailureReason | null
}

export interface CheckResult {
  id: string
  visibility: 'visible' | 'hidden'
  mustPass: boolean
  status: 'passed' | 'partial' | 'failed'
  points: number
  of: number
  feedback: Feedback | null
  reason: FailureReason | null
}

export interface Score {
  score: number
  maxScore: number
  passed: boolean
  checks: CheckResult[]
}

type ExpectedCheck = LabDefinition['checks'][number]

export const expectedChecks = (definition: LabDefinition, mode: GradingMode): ExpectedCheck[] =>
  definition.checks.filter(({ visibility }) => mode === 'submit' || visibility === 'visible')

/**
 * The score of exactly the checks that the lab expects, in its order: what was not found is a fail. On Check, `passed`
 * means that every visible check passed.
 */
export function computeScore(
  definition: LabDefinition,
  mode: GradingMode,
  findings: ReadonlyMap<string, Finding>,
): Score {
  const checks = expectedChecks(definition, mode).map((expected) => judge(expected, findings.get(expected.id)))
  const score = checks.reduce((sum, { points }) => sum + points, 0)
  const isPassed = ({ status }: CheckResult) => status === 'passed'
  return {
    score,
    maxScore: checks.reduce((sum, { of }) => sum + of, 0),
    passed:
      mode === 'check'
        ? checks.every(isPassed)
        : score >= definition.passScore && checks.every((check) => !check.mustPass || isPassed(check)),
    checks,
  }
}

function judge({ id, visibility, mustPass, points: of }: ExpectedCheck, finding: Finding | undefined): CheckResult {
  const base = { id, visibility, mustPass, of }
  const failed = (reason: FailureReason | null, feedback: Feedback | null = null): CheckResult => ({
    ...base,
    status: 'failed',
    points: 0,
    feedback: feedback && cleanFeedback(feedback),
    reason,
  })
  if (!finding?.outcome) return failed(finding?.reason ?? 'missing')
  const { outcome, reason } = finding
  if (outcome.status === 'crashed') return failed(reason ?? 'crash')
  if (outcome.status === 'failed') return failed(reason, outcome.feedback)
  if (reason) return failed(reason)
  if (outcome.status === 'passed') return { ...base, status: 'passed', points: of, feedback: null, reason: null }
  return {
    ...base,
    status: 'partial',
    points: partialPoints(of, outcome.fraction),
    feedback: cleanFeedback(outcome.feedback),
    reason: null,
  }
}

/** Whole points, rounded down; the addend keeps 0.9 of 10 at 9 in binary fractions. */
function partialPoints(of: number, fraction: number): number {
  const share = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0
  return Math.floor(of * share + 1e-9)
}
