import type { GradeResult } from '../grading/types.ts'
import { type Attack, defineAttack } from './attack.ts'

export const hasPoints = (result: GradeResult) => result.outcome === 'graded' && (result.score > 0 || result.passed)

/** A submission that computes nothing and wants points. The reference solution is its control. */
export function scoreAttack(options: { name: string; files: Record<string, string> }): Attack {
  return defineAttack<GradeResult>({
    name: options.name,
    attempt: (range) => range.grade(options.files),
    succeeded: hasPoints,
    control: (range) => range.gradeSolution(),
  })
}
