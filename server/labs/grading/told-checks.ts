import type { LabDefinition } from '../definition.ts'
import type { Feedback, Text } from '../harness/protocol.ts'
import type { CheckResult } from './score.ts'
import type { GradeResult } from './types.ts'

/** Who reads a result: the learner whose submission it is, or somebody who teaches or audits. */
export type ResultReader = 'learner' | 'staff'

export interface ToldCheck extends Pick<CheckResult, 'id' | 'visibility' | 'mustPass' | 'of' | 'reason'> {
  title: Text
  /** On a hidden check: the class of behaviour it looks at, and nothing that it used. */
  probes: Text | null
  /** null: not graded. */
  status: CheckResult['status'] | null
  points: number | null
  feedback: Feedback | null
  ms: number | null
}

/**
 * A lab's checks as their reader may know them, in the lab's order. Of a hidden check a learner is told the class of
 * behaviour and the points; never its feedback, in which inputs or expectations may stand, nor how long it took or which limit it
 * broke: a program could say by these what it was asked.
 */
export function toldChecks(reader: ResultReader, definition: LabDefinition, result: GradeResult | null): ToldCheck[] {
  const outcomes = new Map(result?.outcome === 'graded' ? result.checks.map((check) => [check.id, check]) : [])
  return definition.checks.map(({ id, title, probes, points, visibility, mustPass }) => {
    const outcome = outcomes.get(id)
    const isTold = visibility === 'visible' || reader === 'staff'
    return {
      ...{ id, title, probes: probes ?? null, of: points, visibility, mustPass },
      status: outcome?.status ?? null,
      points: outcome?.points ?? null,
      reason: isTold ? (outcome?.reason ?? null) : null,
      feedback: isTold ? (outcome?.feedback ?? null) : null,
      ms: isTold ? (result?.measures.checkMs[id] ?? null) : null,
    }
  })
}
