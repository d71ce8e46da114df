import { type ExamDefinition, selectVersion } from '../catalog/index.ts'
import { getBlobs, putBlob } from '../platform/blobs.ts'
import { canonicalJson } from '../platform/canonical.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'
import { graded } from './events.ts'
import { type Choices, formOf, scoreForm, variantsOf } from './exam-form.ts'
import { type Attempt, insertJob, insertSubmission, updateAttempt } from './queries.ts'

const ANSWERS = 'answers.json'
/** Of the rule by which answers become points. */
const SCORING = 'exam/1'

/** Grades choices by the exam's version alone, so that a replay comes to the same. */
async function gradeExam(
  ctx: Context,
  attempt: Attempt,
  exam: ExamDefinition,
  choices: Choices,
  snapshotDigest: string,
) {
  const { digest } = await selectVersion(ctx, attempt.versionId)
  const form = formOf(attempt.seed!, exam, await variantsOf(ctx, attempt.versionId))
  const score = scoreForm(exam, form, choices)
  const provenance = {
    graderDigest: digest,
    contentDigest: digest,
    submissionDigest: snapshotDigest,
    harnessVersion: SCORING,
    mode: 'submit',
  }
  const resultDigest = digestOf(canonicalJson({ ...score, provenance }))
  return {
    finishedAt: ctx.now,
    outcome: 'graded' as const,
    score: score.score,
    isPassed: score.passed,
    resultDigest,
    graderDigest: digest,
    result: { outcome: 'graded', ...score, provenance, replayDigest: resultDigest, measures: { checkMs: {} } },
  }
}

/**
 * Stores the submission of an exam with its grade, and closes the attempt; call inside a transaction.
 * @returns the digest of what was handed in
 */
export async function handIn(
  ctx: Context,
  attempt: Attempt,
  exam: ExamDefinition,
  submissionId: Id<'submission'>,
  choices: Choices,
): Promise<string> {
  const answers = await putBlob(ctx, Buffer.from(canonicalJson(choices)))
  const snapshotDigest = await putBlob(ctx, Buffer.from(canonicalJson({ [ANSWERS]: answers })))
  const base = { id: submissionId, attemptId: attempt.id, snapshotDigest, receivedAt: ctx.now }
  await insertSubmission(ctx, { ...base, revision: Object.keys(choices).length })
  const jobId = newId<'gradingJob'>()
  await insertJob(ctx, {
    ...{ id: jobId, submissionId, learnerId: attempt.learnerId, purpose: 'grade' },
    ...{ requestedBy: actorId(ctx.actor), queuedAt: ctx.now },
    ...(await gradeExam(ctx, attempt, exam, choices, snapshotDigest)),
  })
  await updateAttempt(ctx, attempt.id, { closedAt: ctx.now })
  await emit(ctx, graded, { gradingJobId: jobId, submissionId })
  return snapshotDigest
}

/** What a replay of an exam comes to: from the answers that were handed in, not from those that were given. */
export async function regradeExam(ctx: Context, attempt: Attempt, exam: ExamDefinition, snapshotDigest: string) {
  const manifest = (await getBlobs(ctx, [snapshotDigest])).get(snapshotDigest)
  const digest = manifest && (JSON.parse(manifest.toString()) as Record<string, string>)[ANSWERS]
  const answers = digest && (await getBlobs(ctx, [digest])).get(digest)
  if (!answers) throw new AppError('precondition_failed', { reason: 'workErased' })
  return gradeExam(ctx, attempt, exam, JSON.parse(answers.toString()) as Choices, snapshotDigest)
}
