import { paceOfMachine } from '../../platform/pace.ts'
import type { GradeResult } from '../grading/types.ts'
import type { SandboxLimits } from '../sandbox/types.ts'
import { type Attack, defineAttack } from './attack.ts'
import { hasPoints } from './score-attack.ts'

/** Held up for longer than load explains. */
const SLOW_MS = 120_000 * paceOfMachine()

/**
 * A submission that wants its grading to fail, hang or be lost: success is any result but a fail, or one that comes too
 * late. Its control is a grading that our own fault ended.
 */
export function gradingAttack(options: {
  name: string
  files: Record<string, string | Uint8Array>
  limits?: Partial<SandboxLimits>
  checkBudgetMs?: number
  needs?: Attack['needs']
}): Attack {
  const { name, needs, files, limits, checkBudgetMs } = options
  return defineAttack<GradeResult>({
    name,
    needs,
    attempt: (range) => range.grade(files, { limits, checkBudgetMs }),
    succeeded: (result) =>
      result.outcome !== 'graded' ||
      hasPoints(result) ||
      result.checks.length !== 3 ||
      result.measures.totalMs > SLOW_MS ||
      !isStorable(result),
    // An image that is not there.
    control: (range) => range.gradeWithBrokenImage(files),
  })
}

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair. */
const isStorable = (result: GradeResult) => {
  const text = JSON.stringify(result)
  return !text.includes('\\u0000') && !/\\ud[89a-f][0-9a-f]{2}/i.test(text)
}
