import { record } from '../audit/index.ts'
import { labDefinitionOf } from '../labs/index.ts'
import { recordProgress } from '../learning/index.ts'
import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import { derivedId, type Id } from '../platform/ids.ts'
import { addMonths } from '../platform/months.ts'
import { inTransaction } from '../platform/transaction.ts'
import { passed, reviewWanted } from './events.ts'
import { insertEvidence, selectOptionalJob, selectSubmissionSubject } from './queries.ts'
import { selectIsUnwritten } from './review-queries.ts'

const EVIDENCE_MONTHS = 12

/**
 * What a finished grade means: evidence for the competencies of a passed lab, and the event others wait for; where a person
 * marks besides, only that one is asked for. A lab that
 * an organisation made for its own cohorts is practice: it is completed, and evidence of nothing.
 */
export async function recordGrade(ctx: Context, payload: { gradingJobId: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const job = await selectOptionalJob(ctx, payload.gradingJobId as Id<'gradingJob'>)
    if (!job?.finishedAt) return
    const { submission, attempt, activity } = await selectSubmissionSubject(ctx, job.submissionId)
    await record(
      ctx,
      'submission.grade',
      { type: 'submission', id: submission.id },
      { gradingJobId: job.id, outcome: job.outcome, score: job.score, resultDigest: job.resultDigest },
    )
    if (job.outcome !== 'graded' || !job.isPassed) return
    if (activity.ownerId) {
      const { learnerId, versionId } = attempt
      return recordProgress(ctx, { learnerId, activityId: activity.id, versionId, completedAt: ctx.now, score: null })
    }
    const { review } = await labDefinitionOf(ctx, attempt.versionId)
    if (!review) return countAsEvidence(ctx, submission.id, job.finishedAt)
    if (await selectIsUnwritten(ctx, submission.id)) return
    await emit(ctx, reviewWanted, { submissionId: submission.id })
  })
}

/** Records what a submission that has passed is evidence of; call inside a transaction. Again it records nothing. */
export async function countAsEvidence(ctx: Context, id: Id<'submission'>, from: Date): Promise<void> {
  const { attempt } = await selectSubmissionSubject(ctx, id)
  const { competencies } = await labDefinitionOf(ctx, attempt.versionId)
  for (const { area, level } of competencies) {
    await insertEvidence(ctx, {
      id: derivedId('evidence', id, area),
      learnerId: attempt.learnerId,
      ...{ area, level, submissionId: id, mode: attempt.mode },
      validFrom: from,
      expiresAt: addMonths(from, EVIDENCE_MONTHS),
    })
  }
  await emit(ctx, passed, { submissionId: id, learnerId: attempt.learnerId, activityId: attempt.activityId })
}
