import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { listVariants, type QuestionVariant, selectVariant, selectVersion } from '../catalog/index.ts'
import { beginAttempt } from '../cohorts/index.ts'
import { enrolledActivity, recordProgress } from '../learning/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { quizCompleted } from './events.ts'
import type { AnswerInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  type Attempt,
  insertAnswer,
  insertAttempt,
  listAnswers,
  lockAttempt,
  selectOptionalAnswer,
  selectOptionalLiveAttempt,
  updateAttempt,
} from './queries.ts'
import { drawSeed, seededOrder } from './seeds.ts'

interface QuizDefinition {
  draw: number
  passPercent: number
}

/** The questions of an attempt, each as the variant of its round: the seed decides, and a retry is the next variant. */
export function questionsOf(
  seed: Buffer,
  draw: number,
  variants: readonly { questionId: string; variant: QuestionVariant }[],
) {
  const byQuestion = Map.groupBy(variants, (row) => row.questionId)
  return seededOrder(seed, 'questions', [...byQuestion.keys()], (id) => id)
    .slice(0, draw)
    .map((questionId) => ({
      questionId,
      rounds: seededOrder(
        seed,
        questionId,
        byQuestion.get(questionId)!.map((row) => row.variant),
        (variant) => variant.variantId,
      ),
    }))
}

/** Whether a choice is right: the same set of options, or the option whose number was meant. */
export function isRight(variant: QuestionVariant, choice: readonly string[]): boolean {
  if (variant.kind === 'number') {
    const given = Number(choice[0]?.replaceAll(/[,\s]/g, ''))
    return variant.options.some((option) => option.correct && option.value === given)
  }
  const right = variant.options.filter((option) => option.correct).map((option) => option.id)
  return right.length === new Set(choice).size && right.every((id) => choice.includes(id))
}

/** What is said after an answer: feedback for each option that was chosen. */
export function feedbackFor(variant: QuestionVariant, choice: readonly string[]) {
  const chosen =
    variant.kind === 'number'
      ? variant.options.filter((option) => option.value === Number(choice[0]?.replaceAll(/[,\s]/g, '')))
      : variant.options.filter((option) => choice.includes(option.id))
  if (chosen.length === 0 && variant.otherwise) return [{ optionId: null, text: variant.otherwise }]
  return chosen.map((option) => ({ optionId: option.id, text: option.feedback }))
}

async function loadQuiz(ctx: Context, attempt: Attempt) {
  const version = await selectVersion(ctx, attempt.versionId)
  const definition = version.definition as QuizDefinition
  const rows = await listVariants(ctx, attempt.versionId)
  const variants = rows.map((row) => ({ questionId: row.questionId, variant: row.definition as QuestionVariant }))
  return { definition, questions: questionsOf(attempt.seed!, definition.draw, variants) }
}

type Answers = Awaited<ReturnType<typeof listAnswers>>

async function view(ctx: Context, attempt: Attempt, answers: Answers) {
  const { definition, questions } = await loadQuiz(ctx, attempt)
  const shown = questions.map(({ questionId, rounds }) => {
    const mine = answers.filter((answer) => answer.questionId === questionId)
    const last = mine.at(-1)
    const isDone = mine.some((answer) => answer.isCorrect)
    const round = isDone ? mine.length - 1 : mine.length
    const variant = rounds[round % rounds.length]!
    const { variantId, kind, prompt, options } = variant
    return {
      questionId,
      variantId,
      kind,
      prompt,
      options:
        kind === 'number'
          ? []
          : seededOrder(attempt.seed!, `${questionId}:${variantId}`, options, (o) => o.id).map(({ id, text }) => ({
              id,
              text,
            })),
      tries: mine.length,
      isDone,
      isFirstRight: mine[0]?.isCorrect ?? null,
      lastChoice: last && isDone ? last.choice : null,
      lastFeedback: last && isDone ? feedbackFor(variant, last.choice) : null,
    }
  })
  return {
    attemptId: attempt.id,
    passPercent: definition.passPercent,
    isClosed: attempt.closedAt !== null,
    questions: shown,
  }
}

/** Opens the question bank, or returns to the attempt that is open. @throws AppError `not_found` */
export async function openQuiz(ctx: Context, input: { activityId: string }) {
  const { activity, module, course, enrolment, learnerId } = await enrolledActivity(
    ctx,
    input.activityId as Id<'activity'>,
  )
  const versionId = activity.currentVersionId
  if (activity.kind !== 'quiz' || !versionId) throw new AppError('not_found')
  const attempt = await inTransaction(ctx, async (ctx) => {
    const live = await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'practice')
    if (live) return live
    await beginAttempt(ctx, enrolment.enrolmentId)
    const id = newId<'attempt'>()
    const row = {
      id,
      learnerId,
      activityId: activity.id,
      versionId,
      mode: 'practice' as const,
      assurance: 'none' as const,
      seed: drawSeed(),
    }
    await insertAttempt(ctx, { ...row, enrolmentId: enrolment.enrolmentId, requestedAt: ctx.now, openedAt: ctx.now })
    await recordProgress(ctx, { learnerId, activityId: activity.id, versionId, completedAt: null, score: null })
    return (await selectOptionalLiveAttempt(ctx, learnerId, activity.id, 'practice'))!
  })
  const answers = await listAnswers(ctx, attempt.id)
  return {
    ...(await view(ctx, attempt, answers)),
    activity: { id: activity.id, title: activity.titles, minutes: activity.minutes },
    module: { title: module.titles },
    course: { code: course.code, slug: course.slug, title: course.titles },
  }
}

/**
 * Takes one answer and says why it is right or not. The same `answerId` again gives the same reply and counts once.
 * @throws AppError `not_found`, `conflict` (variantMoved) when the question has moved on, in another tab for example
 */
export async function answerQuestion(ctx: Context, input: z.output<typeof AnswerInput>) {
  const attemptId = input.attemptId as Id<'attempt'>
  const answerId = input.answerId as Id<'answer'>
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx, attemptId)
    authorise(ctx, policy.ownAttempt, attempt)
    const earlier = await selectOptionalAnswer(ctx, answerId)
    const variant = (
      await selectVariant(ctx, attempt.versionId, input.questionId, earlier?.variantId ?? input.variantId)
    ).definition as QuestionVariant
    if (earlier) {
      if (earlier.attemptId !== attemptId) throw new AppError('not_found')
      return { isCorrect: earlier.isCorrect, feedback: feedbackFor(variant, earlier.choice) }
    }
    if (attempt.closedAt) throw new AppError('conflict', { reason: 'attemptClosed' })
    const before = await view(ctx, attempt, await listAnswers(ctx, attemptId))
    const question = before.questions.find((q) => q.questionId === input.questionId)
    if (!question) throw new AppError('not_found')
    if (question.isDone || question.variantId !== input.variantId)
      throw new AppError('conflict', { reason: 'variantMoved' })
    const isCorrect = isRight(variant, input.choice)
    await insertAnswer(ctx, {
      id: answerId,
      attemptId,
      questionId: input.questionId,
      variantId: input.variantId,
      choice: input.choice,
      isCorrect,
      answeredAt: ctx.now,
    })
    const after = await view(ctx, attempt, await listAnswers(ctx, attemptId))
    if (after.questions.every((q) => q.isDone)) await completeQuiz(ctx, attempt, after)
    return { isCorrect, feedback: feedbackFor(variant, input.choice) }
  })
}

/** The percentage counts questions right at the first try; every question must have been answered right in the end. */
async function completeQuiz(ctx: Context, attempt: Attempt, quiz: Awaited<ReturnType<typeof view>>): Promise<void> {
  const percent = Math.round((100 * quiz.questions.filter((q) => q.isFirstRight).length) / quiz.questions.length)
  await updateAttempt(ctx, attempt.id, { closedAt: ctx.now })
  await record(ctx, 'attempt.close', { type: 'attempt', id: attempt.id }, { percent })
  if (percent >= quiz.passPercent) {
    await emit(ctx, quizCompleted, {
      attemptId: attempt.id,
      learnerId: attempt.learnerId,
      activityId: attempt.activityId,
      percent,
    })
  }
}
