import type { LabDefinition } from '../definition.ts'
import type { Feedback } from '../harness/protocol.ts'
import type { CheckResult } from './score.ts'
import type { Graded } from './types.ts'

export type LearnerCheck = Omit<CheckResult, 'feedback'> & {
  title: { en: string; ja: string }
  /** On a hidden check: the class of behaviour it looks at, and nothing that it used. */
  probes: { en: string; ja: string } | null
  feedback: Feedback | null
}

export interface LearnerResult extends Pick<Graded, 'score' | 'maxScore' | 'passed'> {
  checks: LearnerCheck[]
}

/** What a learner may know of a result: of hidden checks the class of behaviour, never inputs, outputs or expectations. */
export function forLearner({ score, maxScore, passed, checks }: Graded, definition: LabDefinition): LearnerResult {
  return {
    score,
    maxScore,
    passed,
    checks: checks.map((check) => {
      const { title, probes = null } = definition.checks.find(({ id }) => id === check.id) ?? {
        title: { en: check.id, ja: check.id },
      }
      const isHidden = check.visibility === 'hidden'
      const text = check.feedback?.text
      return { ...check, title, probes, feedback: isHidden ? (text ? { text } : null) : check.feedback }
    }),
  }
}
