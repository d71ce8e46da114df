import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { contentWithExam } from './content-fixture.ts'
import { answerExam, readExam, submitExam } from './exams.ts'
import { exportOfAssessment } from './export-person.ts'
import { confirmIdentity, requestProctored, startProctored } from './proctored.ts'
import { listJobs } from './queries.ts'
import { openQuiz } from './quiz.ts'
import { readSubmission } from './read-results.ts'
import { recordGrade } from './record-grade.ts'
import { replaySubmission } from './replay-submission.ts'
import { attempts, competencyEvidence } from './schema.ts'

const database = useTestDatabase()
const start = new Date()
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
let people: { learner: Id<'person'>; proctor: Id<'person'> }
let activityId: Id<'activity'>
let session: Id<'session'>

const asLearner = (now = after(1), sessionId = session): Context => {
  const actor = actorWith('learner', newId(), people.learner)
  return database.context({ ...actor, sessionId }, now)
}
const asProctor = (now = after(1)) => database.context(actorWith('proctor', newId(), people.proctor), now)

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, [await contentWithExam()])
  await seedEvaluation(setup)
  const personas = await listPersonas(setup)
  const idOf = (name: string) => personas.find(({ persona }) => persona === name)!.id
  people = { learner: idOf('learner'), proctor: idOf('proctor') }
  const rows = await listActivities(setup, ['s1-from-law-to-control'])
  activityId = rows.find(({ activity }) => activity.code === 'X42')!.activity.id
})

beforeEach(async () => {
  session = newId()
  await database.db.update(attempts).set({ closedAt: start }).where(eq(attempts.activityId, activityId))
})

async function open(): Promise<string> {
  const { attemptId } = await requestProctored(asLearner(), { activityId })
  await confirmIdentity(asProctor(), { attemptId, where: 'person_in_room', checked: 'photo_document' })
  await startProctored(asLearner(), { attemptId })
  return attemptId
}

type Exam = Awaited<ReturnType<typeof readExam>>
const questionsOf = (exam: Exam) => exam.sections.flatMap(({ questions }) => questions)

const choose = (
  attemptId: string,
  question: { questionId: string; variantId: string },
  choice: string[],
  ctx = asLearner(),
) => answerExam(ctx, { answerId: randomUUID(), attemptId, ...question, choice })

const RIGHT = { single: ['right'], multiple: ['right', 'also'], number: ['42'] }

async function answerAll(attemptId: string, wrong = 0): Promise<void> {
  for (const [index, { questionId, variantId, kind }] of questionsOf(
    await readExam(asLearner(), { attemptId }),
  ).entries())
    await choose(attemptId, { questionId, variantId }, index < wrong ? ['wrong'] : RIGHT[kind])
}

const submit = (attemptId: string, ctx = asLearner(), submitId: string = randomUUID()) =>
  submitExam(ctx, { submitId, attemptId })

describe('an exam', () => {
  test('draws as many questions as each section says, and tells nothing of what is right', async () => {
    const exam = await readExam(asLearner(), { attemptId: await open() })
    expect(exam.sections.map(({ id, questions }) => [id, questions.length])).toEqual([
      ['first', 2],
      ['second', 1],
    ])
    expect(JSON.stringify(exam)).not.toMatch(/correct|feedback|Yes|はい/)
  })

  test('keeps the newest choice of each question, and the same answer once', async () => {
    const attemptId = await open()
    const [first] = questionsOf(await readExam(asLearner(), { attemptId }))
    const { questionId, variantId } = first!
    const answer = { answerId: randomUUID(), attemptId, questionId, variantId, choice: ['wrong'] }
    expect(await answerExam(asLearner(), answer)).toEqual(await answerExam(asLearner(), answer))
    await choose(attemptId, { questionId, variantId }, ['right'])
    await answerExam(asLearner(), answer)
    expect(questionsOf(await readExam(asLearner(), { attemptId }))[0]!.choice).toEqual(['right'])
    await choose(attemptId, { questionId, variantId }, [])
    expect(questionsOf(await readExam(asLearner(), { attemptId }))[0]!.choice).toEqual([])
  })

  test('passed: points by section, evidence, and a replay that comes to the same', async () => {
    const attemptId = await open()
    await answerAll(attemptId, 1)
    const { submissionId } = await submit(attemptId)
    expect(await submit(attemptId, asLearner(), submissionId)).toEqual({ submissionId })
    const submission = await readSubmission(asLearner(), { submissionId })
    expect(submission.state).toMatchObject({ state: 'graded', score: 70, isPassed: true })
    expect(submission.checks.map(({ id, points, status }) => [id, points, status])).toEqual([
      ['first', 30, 'partial'],
      ['second', 40, 'passed'],
    ])
    const [job] = await listJobs(asLearner(), [submissionId])
    await recordGrade(database.context(), { gradingJobId: job!.id })
    const evidence = await database.db
      .select()
      .from(competencyEvidence)
      .where(eq(competencyEvidence.submissionId, submissionId))
    expect(evidence).toMatchObject([{ area: 'DG', level: 1, mode: 'proctored' }])
    await replaySubmission(database.context(actorWith('auditor', newId())), { submissionId })
    const replay = (await listJobs(asLearner(), [submissionId])).find(({ purpose }) => purpose === 'replay')
    expect(replay).toMatchObject({ resultDigest: job!.resultDigest, finishedAt: expect.any(Date) })
  })

  test('below the pass mark there is a grade and no evidence', async () => {
    const attemptId = await open()
    await answerAll(attemptId, 2)
    const { submissionId } = await submit(attemptId)
    expect((await readSubmission(asLearner(), { submissionId })).state).toMatchObject({ score: 40, isPassed: false })
  })

  test('takes no answer after its time, but what was chosen until then', async () => {
    const attemptId = await open()
    await answerAll(attemptId)
    const late = asLearner(after(60))
    const exam = await readExam(late, { attemptId })
    expect(exam.isOver).toBe(true)
    const [{ questionId, variantId }] = questionsOf(exam) as [Exam['sections'][number]['questions'][number]]
    await expect(choose(attemptId, { questionId, variantId }, ['wrong'], late)).rejects.toMatchObject({
      code: 'expired',
    })
    const { submissionId } = await submit(attemptId, late)
    expect((await readSubmission(late, { submissionId })).state).toMatchObject({ score: 100 })
  })

  test('stays with one session until the proctor admits another', async () => {
    const attemptId = await open()
    const other = asLearner(after(2), newId())
    const refusal = { code: 'conflict', reason: 'otherSession' }
    await expect(readExam(other, { attemptId })).rejects.toMatchObject(refusal)
    await expect(startProctored(other, { attemptId })).rejects.toMatchObject(refusal)
    await expect(submit(attemptId, other)).rejects.toMatchObject(refusal)
    await confirmIdentity(asProctor(after(2)), { attemptId, where: 'person_in_room', checked: 'known_to_proctor' })
    await startProctored(other, { attemptId })
    await readExam(other, { attemptId })
    await expect(readExam(asLearner(), { attemptId })).rejects.toMatchObject(refusal)
  })
})

describe('an exam refuses', () => {
  test('before a person has confirmed who sits there', async () => {
    const { attemptId } = await requestProctored(asLearner(), { activityId })
    await expect(startProctored(asLearner(), { attemptId })).rejects.toMatchObject({ reason: 'identityNotConfirmed' })
    await expect(readExam(asLearner(), { attemptId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(submit(attemptId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('to be practised as a bank of questions', async () => {
    await expect(openQuiz(asLearner(), { activityId })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('another person', async () => {
    const attemptId = await open()
    const stranger = database.context(actorWith('learner', newId()), after(1))
    await expect(readExam(stranger, { attemptId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(submit(attemptId, stranger)).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    ['an option that is not there', { choice: ['none'] }, 'invalid_input'],
    ['two options where one is asked for', { choice: ['right', 'wrong'] }, 'invalid_input'],
    ['a variant of its own choice', { variantId: '0123456789abcdef' }, 'not_found'],
    ['a question that was not drawn', { questionId: randomUUID() }, 'not_found'],
  ])('%s', async (_, change, code) => {
    const attemptId = await open()
    const [{ questionId, variantId }] = questionsOf(await readExam(asLearner(), { attemptId })) as [
      Exam['sections'][number]['questions'][number],
    ]
    const answer = { answerId: randomUUID(), attemptId, questionId, variantId, choice: ['right'], ...change }
    await expect(answerExam(asLearner(), answer)).rejects.toMatchObject({ code })
  })

  test('anything once it is handed in, and a second hand-in', async () => {
    const attemptId = await open()
    const [{ questionId, variantId }] = questionsOf(await readExam(asLearner(), { attemptId })) as [
      Exam['sections'][number]['questions'][number],
    ]
    await submit(attemptId)
    const refusal = { code: 'conflict', reason: 'attemptClosed' }
    await expect(choose(attemptId, { questionId, variantId }, ['right'])).rejects.toMatchObject(refusal)
    await expect(submit(attemptId)).rejects.toMatchObject(refusal)
    expect(await readExam(asLearner(), { attemptId })).toMatchObject({ sections: [], submissionId: expect.any(String) })
  })

  test('to tell in an export what is right', async () => {
    const attemptId = await open()
    await answerAll(attemptId)
    const { tables } = await exportOfAssessment(asLearner(), people.learner)
    expect(tables.exam_answers).not.toEqual([])
    expect(JSON.stringify(tables.exam_answers)).not.toMatch(/correct/i)
  })
})
