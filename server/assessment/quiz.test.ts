import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { listActivities, type QuestionVariant, selectVariant } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { listAnswers } from './queries.ts'
import { answerQuestion, openQuiz } from './quiz.ts'

const database = useTestDatabase()
let ctx: Context
let quizId: Id<'activity'>
let versionId: Id<'contentVersion'>

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  await seedEvaluation(database.context())
  const learner = (await listPersonas(database.context())).find((person) => person.persona === 'learner')!
  ctx = database.context(actorWith('learner', newId(), learner.id))
  const { activity } = (await listActivities(ctx, ['s1-from-law-to-control'])).find(
    (row) => row.activity.kind === 'quiz',
  )!
  quizId = activity.id
  versionId = activity.currentVersionId!
})

type Quiz = Awaited<ReturnType<typeof openQuiz>>
type Question = Quiz['questions'][number]

async function variantOf(question: Question): Promise<QuestionVariant> {
  return (await selectVariant(ctx, versionId, question.questionId, question.variantId)).definition as QuestionVariant
}

async function rightChoice(question: Question): Promise<string[]> {
  const right = (await variantOf(question)).options.filter((option) => option.correct)
  return question.kind === 'number' ? [String(right[0]!.value)] : right.map((option) => option.id)
}

async function wrongChoice(question: Question): Promise<string[]> {
  if (question.kind === 'number') return ['-7']
  return [(await variantOf(question)).options.find((option) => !option.correct)!.id]
}

const answer = (quiz: Quiz, question: Question, choice: string[], answerId: string = randomUUID()) =>
  answerQuestion(ctx, {
    answerId,
    attemptId: quiz.attemptId,
    questionId: question.questionId,
    variantId: question.variantId,
    choice,
  })

describe('the question bank', () => {
  test('never tells which options are right before an answer', async () => {
    const text = JSON.stringify(await openQuiz(ctx, { activityId: quizId }))
    expect(text).not.toMatch(/"(correct|feedback|value|otherwise)"/)
  })

  test('explains a wrong answer and then asks another variant of the same question', async () => {
    const quiz = await openQuiz(ctx, { activityId: quizId })
    const [question] = quiz.questions
    const reply = await answer(quiz, question!, await wrongChoice(question!))
    expect(reply.isCorrect).toBe(false)
    expect(reply.feedback[0]!.text.ja.length).toBeGreaterThan(5)
    const next = (await openQuiz(ctx, { activityId: quizId })).questions.find(
      (q) => q.questionId === question!.questionId,
    )!
    expect(next.variantId).not.toBe(question!.variantId)
  })

  test('counts an answer that arrives twice once, with the same reply', async () => {
    const quiz = await openQuiz(ctx, { activityId: quizId })
    const question = quiz.questions[1]!
    const answerId = randomUUID()
    const choice = await rightChoice(question)
    const replies = await Promise.all([
      answer(quiz, question, choice, answerId),
      answer(quiz, question, choice, answerId),
    ])
    expect(replies[0]).toEqual(replies[1])
    expect(
      (await listAnswers(ctx, quiz.attemptId)).filter((row) => row.questionId === question.questionId).length,
    ).toBe(1)
  })

  test('refuses a second answer to the same variant from another tab', async () => {
    const quiz = await openQuiz(ctx, { activityId: quizId })
    const question = quiz.questions[2]!
    const tabs = await Promise.allSettled([
      answer(quiz, question, await rightChoice(question)),
      answer(quiz, question, await wrongChoice(question)),
    ])
    expect(tabs.map((tab) => tab.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is completed when every question was answered right in the end, and opens anew with another seed', async () => {
    const quiz = await openQuiz(ctx, { activityId: quizId })
    for (;;) {
      const open = (await openQuiz(ctx, { activityId: quizId })).questions.find((question) => !question.isDone)
      if (!open) break
      const now = await openQuiz(ctx, { activityId: quizId })
      if (now.attemptId !== quiz.attemptId) break
      expect((await answer(now, open, await rightChoice(open))).isCorrect).toBe(true)
    }
    const again = await openQuiz(ctx, { activityId: quizId })
    expect(again.attemptId).not.toBe(quiz.attemptId)
    expect(again.questions.map((q) => q.variantId)).not.toEqual(quiz.questions.map((q) => q.variantId))
  })
})
