import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import { inTransaction } from '../platform/transaction.ts'
import { graded } from './events.ts'
import {
  finishJob,
  type GradingOutcome,
  type LeasedJob,
  leaseJob,
  renewLease,
  selectJobInputs,
} from './grading-queries.ts'

/** Short, and renewed while a runner works: a job whose runner was killed is taken by another within this time. */
const LEASE_SECONDS = 15
const MAX_TRIES = 3
/** Load passes: a run that it stopped is tried again until it has, ever later. Nobody is told a grade that only load made. */
const STOPPED_BY_LOAD = 'stopped_by_load'
const LOAD_TRIES = 40
const LOAD_PAUSE_SECONDS = 15
const LOAD_MAX_PAUSE_SECONDS = 600

const isOfLoad = ({ result }: GradingOutcome) => Object(result).reason === STOPPED_BY_LOAD
const pauseAfter = (tries: number) => Math.min(LOAD_MAX_PAUSE_SECONDS, LOAD_PAUSE_SECONDS * tries)

/** Takes the next waiting job: oldest first, but a learner with a job running waits for the others. */
export async function leaseGradingJob(ctx: Context, runnerId: string): Promise<LeasedJob | null> {
  return inTransaction(ctx, (ctx) => leaseJob(ctx, runnerId, LEASE_SECONDS))
}

/** Says that the runner still works on a job. False when another has taken it. */
export function renewGradingLease(ctx: Context, job: LeasedJob, runnerId: string): Promise<boolean> {
  return renewLease(ctx, job.id, runnerId, LEASE_SECONDS)
}

/** Seed, content version and snapshot of a job, as the runner may read them. */
export function readGradingInputs(ctx: Context, job: LeasedJob) {
  return selectJobInputs(ctx, job.submissionId)
}

/**
 * Stores a result with the event it causes. A run that failed through our fault goes back to the queue until its tries
 * are used; a result that comes after the lease was lost is dropped.
 */
export async function finishGradingJob(
  ctx: Context,
  job: LeasedJob,
  runnerId: string,
  outcome: GradingOutcome,
): Promise<boolean> {
  const ofLoad = isOfLoad(outcome)
  const isFinal = outcome.outcome === 'graded' || job.tries >= (ofLoad ? LOAD_TRIES : MAX_TRIES)
  const retryAfterSeconds = ofLoad ? pauseAfter(job.tries) : 0
  return inTransaction(ctx, async (ctx) => {
    const isMine = await finishJob(ctx, job.id, runnerId, isFinal ? outcome : null, retryAfterSeconds)
    if (isMine && isFinal && job.purpose !== 'replay') {
      await emit(ctx, graded, { gradingJobId: job.id, submissionId: job.submissionId })
    }
    return isMine
  })
}
