import type { GradeResult } from '../grading/types.ts'

/** Evidence of a program that prints "runs" and how many runs it found traces of, its own included. */
export const carried = (result: GradeResult) =>
  result.outcome === 'graded' && result.checks.some(({ feedback }) => /runs ([2-9]|\d\d)/.test(feedback?.seen ?? ''))
