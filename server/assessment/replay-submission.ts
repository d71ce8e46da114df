import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { optionalExamOf } from './exam-form.ts'
import { regradeExam } from './hand-in-exam.ts'
import type { SubmissionInput } from './inputs.ts'
import * as policy from './policy.ts'
import { insertJob, listJobs, selectSubmissionSubject } from './queries.ts'

/**
 * Queues a run of the same snapshot, seed and grader; its result is compared with the stored one and changes no grade.
 * An exam needs no runner: its replay is there at once.
 * @throws AppError `not_found`, `conflict` (replayWaiting), `precondition_failed` (workErased) when its learner was erased
 */
export async function replaySubmission(
  ctx: Context,
  input: z.output<typeof SubmissionInput>,
): Promise<{ gradingJobId: string }> {
  const submissionId = input.submissionId as Id<'submission'>
  return inTransaction(ctx, async (ctx) => {
    const { subject, attempt, submission } = await selectSubmissionSubject(ctx, submissionId)
    authorise(ctx, policy.replaySubmission, subject)
    const isStored = (await getBlobs(ctx, [submission.snapshotDigest])).size > 0
    if (!isStored) throw new AppError('precondition_failed', { reason: 'workErased' })
    const jobs = await listJobs(ctx, [submissionId])
    if (jobs.some((job) => job.finishedAt === null)) throw new AppError('conflict', { reason: 'replayWaiting' })
    const id = newId<'gradingJob'>()
    const exam = await optionalExamOf(ctx, attempt)
    await insertJob(ctx, {
      id,
      submissionId,
      learnerId: attempt.learnerId,
      purpose: 'replay',
      requestedBy: actorId(ctx.actor),
      queuedAt: ctx.now,
      ...(exam && (await regradeExam(ctx, attempt, exam, submission.snapshotDigest))),
    })
    await record(ctx, 'submission.replay', { type: 'submission', id: submissionId }, { gradingJobId: id })
    return { gradingJobId: id }
  })
}
