import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { type ExamDefinition, type QuestionVariant, selectActivity } from '../catalog/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import { type Choices, formOf, optionalExamOf, variantsOf } from './exam-form.ts'
import { insertExamAnswer, listExamAnswers, selectOptionalExamAnswer } from './exam-queries.ts'
import { handIn } from './hand-in-exam.ts'
import type { AnswerExamInput, AttemptInput, SubmitExamInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type Attempt, lockAttempt, selectAttempt, selectOptionalSubmission, selectSubmissionOf } from './queries.ts'
import { seededOrder } from './seeds.ts'

async function requireExam(ctx: Context, attempt: Attempt): Promise<ExamDefinition> {
  authorise(ctx, policy.ownAttempt, attempt)
  const exam = await optionalExamOf(ctx, attempt)
  if (!exam || !attempt.openedAt) throw new AppError('not_found')
  return exam
}

/** One session at a time: another one is admitted by the proctor. */
function requireSession(ctx: Context, attempt: Attempt): void {
  if (attempt.sessionId !== requirePerson(ctx).sessionId) throw new AppError('conflict', { reason: 'otherSession' })
}

/** What counts of all that was chosen: of each question the newest. */
export async function choicesOf(ctx: Context, attemptId: Id<'attempt'>): Promise<Choices> {
  const answers = await listExamAnswers(ctx, attemptId)
  return Object.fromEntries(answers.map(({ questionId, choice }) => [questionId, choice]))
}

/**
 * The questions of one's own exam with what was chosen so far, and never whether it is right. Once it is handed in there
 * is the submission alone.
 * @throws AppError `not_found`, `conflict` (otherSession)
 */
export async function readExam(ctx: Context, input: z.output<typeof AttemptInput>) {
  const attempt = await selectAttempt(ctx, input.attemptId as Id<'attempt'>)
  const exam = await requireExam(ctx, attempt)
  const { activity, course } = await selectActivity(ctx, attempt.activityId)
  const about = {
    attemptId: attempt.id,
    activity: { code: activity.code, title: activity.titles },
    course: { code: course.code, slug: course.slug, title: course.titles },
    passScore: exam.passScore,
    closesAt: attempt.closesAt!,
  }
  if (attempt.closedAt) {
    const submissionId = await selectSubmissionOf(ctx, attempt.id)
    return { ...about, submissionId, isOver: true, sections: [] }
  }
  requireSession(ctx, attempt)
  const choices = await choicesOf(ctx, attempt.id)
  const form = formOf(attempt.seed!, exam, await variantsOf(ctx, attempt.versionId))
  return {
    ...about,
    submissionId: null,
    isOver: attempt.closesAt! <= ctx.now,
    sections: exam.checks.map(({ id, title, points }) => ({
      ...{ id, title, points },
      questions: form
        .filter(({ sectionId }) => sectionId === id)
        .map(({ questionId, variant }) => ({
          questionId,
          variantId: variant.variantId,
          kind: variant.kind,
          prompt: variant.prompt,
          options:
            variant.kind === 'number'
              ? []
              : seededOrder(attempt.seed!, `${questionId}:${variant.variantId}`, variant.options, (o) => o.id).map(
                  ({ id, text }) => ({ id, text }),
                ),
          choice: [...(choices[questionId] ?? [])],
        })),
    })),
  }
}

/** Whether a choice can be one of a question: options that it has, and one of them where one is asked for. */
function fits({ kind, options }: QuestionVariant, choice: readonly string[]): boolean {
  if (kind === 'number') return choice.length <= 1
  const ids = new Set(options.map(({ id }) => id))
  const isKnown = choice.every((id) => ids.has(id)) && new Set(choice).size === choice.length
  return isKnown && (kind === 'multiple' || choice.length <= 1)
}

/**
 * Keeps what is chosen for one question; it may be changed until the exam is handed in or its time is over. The same
 * `answerId` again changes nothing.
 * @throws AppError `not_found`, `expired`, `invalid_input`, `conflict` (otherSession, attemptClosed), `rate_limited`
 */
export async function answerExam(ctx: Context, input: z.output<typeof AnswerExamInput>): Promise<{ number: number }> {
  const attemptId = input.attemptId as Id<'attempt'>
  const id = input.answerId as Id<'answer'>
  await limitRate(ctx, `exam:${attemptId}`, { max: 240, windowSeconds: 60 })
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, attemptId)
    const exam = await requireExam(ctx, attempt)
    if (attempt.closedAt) throw new AppError('conflict', { reason: 'attemptClosed' })
    requireSession(ctx, attempt)
    const earlier = await selectOptionalExamAnswer(ctx, id)
    if (earlier) {
      if (earlier.attemptId !== attemptId) throw new AppError('not_found')
      return { number: earlier.number }
    }
    if (attempt.closesAt! <= ctx.now) throw new AppError('expired')
    const form = formOf(attempt.seed!, exam, await variantsOf(ctx, attempt.versionId))
    const asked = form.find(({ questionId }) => questionId === input.questionId)
    if (!asked || asked.variant.variantId !== input.variantId) throw new AppError('not_found')
    if (!fits(asked.variant, input.choice)) throw new AppError('invalid_input')
    const number = (await listExamAnswers(ctx, attemptId)).length + 1
    const { questionId, variantId, choice } = input
    await insertExamAnswer(ctx, { ...{ id, attemptId, questionId, variantId, choice, number }, answeredAt: ctx.now })
    return { number }
  })
}

/**
 * Hands in what was chosen, closes the attempt and grades it in the same transaction; also once the time is over, for what
 * was chosen until then. The same `submitId` again returns the same receipt.
 * @throws AppError `not_found`, `conflict` (otherSession, attemptClosed)
 */
export async function submitExam(
  ctx: Context,
  input: z.output<typeof SubmitExamInput>,
): Promise<{ submissionId: Id<'submission'> }> {
  const submissionId = input.submitId as Id<'submission'>
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, input.attemptId as Id<'attempt'>)
    const exam = await requireExam(ctx, attempt)
    const earlier = await selectOptionalSubmission(ctx, submissionId)
    if (earlier) {
      if (earlier.attemptId !== attempt.id) throw new AppError('not_found')
      return { submissionId }
    }
    if (attempt.closedAt) throw new AppError('conflict', { reason: 'attemptClosed' })
    requireSession(ctx, attempt)
    const snapshotDigest = await handIn(ctx, attempt, exam, submissionId, await choicesOf(ctx, attempt.id))
    await record(
      ctx,
      'submission.receive',
      { type: 'submission', id: submissionId },
      { attemptId: attempt.id, snapshotDigest },
    )
    return { submissionId }
  })
}
