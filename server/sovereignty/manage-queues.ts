import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { inTransaction } from '../platform/transaction.ts'
import {
  listFailedJobs,
  listTaskQueues,
  lockOptionalFailedTask,
  readGradingQueue,
  removeJob,
  rescheduleJob,
} from './job-queries.ts'
import { manageQueues } from './policy.ts'

const SHOWN = 200

/** A refusal by its code. Any other text may hold what somebody wrote, and stands in the worker's log alone. */
const codeOf = (lastError: string | null) =>
  /^[a-z_]+(: [A-Za-z]+)?$/.exec(lastError?.split('\n')[0] ?? '')?.[0] ?? null

/** What waits, runs and was given up: tasks and times, never what they are about. */
export async function readQueuesOfSite(ctx: Context) {
  authorise(ctx, manageQueues, null)
  const [tasks, failed, grading] = await Promise.all([
    listTaskQueues(ctx),
    listFailedJobs(ctx, SHOWN),
    readGradingQueue(ctx),
  ])
  return { tasks, grading, failed: failed.map(({ lastError, ...job }) => ({ ...job, code: codeOf(lastError) })) }
}

async function settle(
  ctx: Context,
  jobId: string,
  action: 'job.retry' | 'job.discard',
  work: (ctx: Context, jobId: string) => Promise<void>,
): Promise<void> {
  authorise(ctx, manageQueues, null)
  await inTransaction(ctx, async (ctx) => {
    const task = await lockOptionalFailedTask(ctx, jobId)
    if (!task) throw new AppError('conflict', { reason: 'jobMovedOn' })
    await work(ctx, jobId)
    await record(ctx, action, { type: 'job', id: jobId }, { task })
  })
}

/** Has a job that was given up tried again. @throws AppError `conflict` (jobMovedOn) when it runs, is done or was discarded */
export async function retryJob(ctx: Context, input: { jobId: string }): Promise<void> {
  await settle(ctx, input.jobId, 'job.retry', rescheduleJob)
}

/** Gives a job up for good: what it was to do does not happen. @throws AppError `conflict` (jobMovedOn) */
export async function discardJob(ctx: Context, input: { jobId: string }): Promise<void> {
  await settle(ctx, input.jobId, 'job.discard', removeJob)
}
