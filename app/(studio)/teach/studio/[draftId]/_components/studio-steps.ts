import type { DraftJob, DraftView } from './studio-types.ts'

export const STEPS = ['define', 'starter', 'solution', 'prove', 'publish'] as const
export type Step = (typeof STEPS)[number]
export type StepState = 'passed' | 'failed' | 'half' | 'open'

const passedOf = ({ result }: DraftJob): boolean | null => (result?.kind === 'graded' ? result.passed : null)

/** Of the newest job of a kind: what it said of the files as they are now. */
function stateOf(view: DraftView, kind: DraftJob['kind'], isRight: (job: DraftJob) => boolean): StepState {
  const job = view.jobs.find((other) => other.kind === kind)
  if (!job) return 'open'
  if (job.state !== 'finished') return 'half'
  if (job.manifestDigest !== view.manifestDigest || job.outcome === 'cancelled') return 'open'
  return isRight(job) ? 'passed' : 'failed'
}

/** How far a draft is. Files that are not saved yet are other files than those that were run and proven. */
export function doneSteps(view: DraftView, isSaved: boolean): Record<Step, StepState> {
  const isProven = view.state === 'proven' || view.state === 'published'
  const about = (state: StepState): StepState => (isSaved || state === 'half' ? state : 'open')
  const proved = isProven ? 'passed' : stateOf(view, 'prove', () => false)
  // A proof runs both on every seed.
  const run = (kind: 'starter' | 'solution', isRight: (job: DraftJob) => boolean) => {
    const state = stateOf(view, kind, isRight)
    return about(isProven && state === 'open' ? 'passed' : state)
  }
  return {
    define: view.problems.length === 0 ? 'passed' : 'failed',
    starter: run('starter', (job) => passedOf(job) === false),
    solution: run('solution', (job) => passedOf(job) === true),
    prove: about(proved),
    publish: about(view.state === 'published' ? 'passed' : 'open'),
  }
}
