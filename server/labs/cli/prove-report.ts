import type { ProofProblem, ProofStep } from '../authoring/prove-lab.ts'

export function sayStep({ seed, candidate, score, of, problems, diagnostics }: ProofStep): void {
  const result = score === null ? 'ungradable' : `${score} of ${of}`
  console.log(`  seed ${seed}  ${candidate}: ${result}${problems.length > 0 ? '  ✗' : ''}`)
  if (diagnostics) console.log(diagnostics)
}

export function sentenceOf(problem: ProofProblem): string {
  switch (problem.kind) {
    case 'loses':
      return `scores ${problem.score} of ${problem.of}; not passed: ${problem.checks.join(', ')}`
    case 'passes':
      return 'passes, but must fail'
    case 'notCaught':
      return `is not caught by "${problem.check}"`
    case 'unknownCheck':
      return `names no check: "${problem.check}"`
    case 'ungradable':
      return `could not be graded: ${problem.reason}: ${problem.detail}`
    case 'tells':
      return `lets "${problem.check}" send a line of the solution into the learner's sandbox: ${problem.line}`
    case 'differs':
      return 'was graded twice with different results'
    case 'mutants':
      return `has only ${problem.killed} of ${problem.made} mutants that lose points`
  }
}
