import type { ProofStep } from '../authoring/prove-lab.ts'
import type { ToldCheck } from '../grading/told-checks.ts'

/** How far a runner is with a job: the step that was done last, of how many. */
export interface JobProgress {
  done: number
  total: number
  /** Of a proof. */
  step: Pick<ProofStep, 'seed' | 'candidate'> | null
}

/** What a job that a runner finished says. */
export type JobResult =
  | {
      kind: 'graded'
      score: number
      of: number
      passed: boolean
      passScore: number
      checks: ToldCheck[]
      diagnostics: string
      ms: number
    }
  | { kind: 'proof'; seeds: number; steps: ProofStep[] }
  /** It could not be judged: the lab's own files are at fault, or the machine, or it took too long. */
  | { kind: 'fault'; reason: string; detail: string; diagnostics: string }
