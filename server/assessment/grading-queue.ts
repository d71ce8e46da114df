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
  const isFinal = outcome.outcome === 'graded' || job.tries >= MAX_TRIES
  return inTransaction(ctx, async (ctx) => {
    const isMine = await finishJob(ctx, job.id, runnerId, isFinal ? outcome : null)
    if (isMine && isFinal && job.purpose !== 'replay') {
      await emit(ctx, graded, { gradingJobId: job.id, submissionId: job.submissionId })
    }
    return isMine
  })
}
