import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { holdGrades } from '../cohorts/hold-grades.ts'
import type { Id } from '../platform/ids.ts'
import { newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { contentWithReview } from './content-fixture.ts'
import { exportOfAssessment } from './export-person.ts'
import { assign, endAssignments, enrol, grade, handIn, labOf, newPerson } from './fixture-queries.ts'
import { eraseAssessmentRows } from './person-queries.ts'
import { listResults, readSubmission } from './read-results.ts'
import { recordGrade } from './record-grade.ts'
import { listReviewTasks, readReviewForm, signReview } from './reviews.ts'
import { competencyEvidence, submissionReviewNotes } from './schema.ts'

const NOW = new Date('2026-05-01T03:00:00Z')
const database = useTestDatabase()
const setup = () => database.context(undefined, NOW)
let room: Room
let other: Room
type Person = Awaited<ReturnType<typeof newPerson>>
let assessor: Person
let learner: Person & { enrolmentId: Id<'enrolment'> }

const newLearner = async (of = room) => {
  const person = await newPerson(database, 'learner', of.partner, NOW)
  return { ...person, enrolmentId: await enrol(setup(), person, of.cohortId) }
}

const MEMO = { 'memo.md': '# The exposure\n\nBy <b>nobody</b>' }

async function submitted(
  by = learner,
  isPassed = true,
  mode: 'practice' | 'proctored' = 'proctored',
  written: Record<string, string> = MEMO,
) {
  const files = { ...written, 'policy/policy.ts': 'export {}' }
  const handed = await handIn(setup(), { learnerId: by.id, enrolmentId: by.enrolmentId, mode, files })
  await grade(setup(), handed.jobId, { score: 90, isPassed })
  await recordGrade(setup(), { gradingJobId: handed.jobId })
  return handed.submissionId
}

const marks = (law: 'met' | 'not_met' = 'met') => [
  { criterion: 'estimate', mark: 'met' as const },
  { criterion: 'facts', mark: 'met' as const },
  { criterion: 'law', mark: law },
]
const form = (submissionId: string, law: 'met' | 'not_met' = 'met') => ({
  ...{ reviewId: randomUUID() as string, submissionId, marks: marks(law), note: 'Name the statute.' },
})
const evidenceOf = (submissionId: Id<'submission'>) =>
  database.db.select().from(competencyEvidence).where(eq(competencyEvidence.submissionId, submissionId))

beforeAll(async () => {
  await publishContent(setup(), [await contentWithReview()])
  room = await makeRoom(database, 's1-from-law-to-control')
  other = await makeRoom(database, 's1-from-law-to-control')
  assessor = await newPerson(database, 'assessor', room.owner, NOW)
  await assign(setup(), assessor, room.cohortId, 'assessor')
  learner = await newLearner()
})

describe('what a person marks', () => {
  test('is told in the list of results as where it stands, not as passed', async () => {
    const by = await newLearner()
    const waiting = await submitted(by)
    const told = async () => new Map((await listResults(by.as())).submissions.map(({ id, review }) => [id, review]))
    expect((await told()).get(waiting)).toEqual({ file: 'memo.md', state: 'waiting' })
    await signReview(assessor.as(), form(waiting, 'not_met'))
    const again = await submitted(by)
    await signReview(assessor.as(), form(again))
    const failed = await submitted(by, false)
    const unwritten = await submitted(by, true, 'proctored', {})
    expect(await told()).toEqual(
      new Map([
        [unwritten, { file: 'memo.md', state: 'unwritten' }],
        [failed, null],
        [again, { file: 'memo.md', state: 'met' }],
        [waiting, { file: 'memo.md', state: 'not_met' }],
      ]),
    )
  })

  test('waits for an assessor, who sees no name, and is no evidence yet', async () => {
    const submissionId = await submitted()
    expect(await evidenceOf(submissionId)).toEqual([])
    expect((await readSubmission(learner.as(), { submissionId })).review).toMatchObject({ state: 'waiting' })
    const tasks = await listReviewTasks(assessor.as())
    const read = await readReviewForm(assessor.as(), { submissionId })
    expect(tasks.map((task) => task.submissionId)).toContain(submissionId)
    expect(read.text).toBe('# The exposure\n\nBy <b>nobody</b>')
    expect(JSON.stringify([tasks, read])).not.toContain(learner.name)
    expect(JSON.stringify([tasks, read])).not.toContain(learner.id)
  })

  test('met in every criterion counts as evidence, once, and the learner reads why', async () => {
    const submissionId = await submitted()
    const signed = form(submissionId)
    expect(await signReview(assessor.as(), signed)).toEqual({ isMet: true })
    expect(await signReview(assessor.as(), signed)).toEqual({ isMet: true })
    expect(await evidenceOf(submissionId)).toMatchObject([{ area: 'DG', level: 2, mode: 'proctored' }])
    expect((await readSubmission(learner.as(), { submissionId })).review).toMatchObject({
      ...{ state: 'met', note: 'Name the statute.' },
      criteria: [{ id: 'facts', mark: 'met' }, { mark: 'met' }, { mark: 'met' }],
    })
    await expect(signReview(assessor.as(), form(submissionId, 'not_met'))).rejects.toMatchObject({
      reason: 'alreadyReviewed',
    })
  })

  test('not met in one is no evidence', async () => {
    const submissionId = await submitted()
    expect(await signReview(assessor.as(), form(submissionId, 'not_met'))).toEqual({ isMet: false })
    expect(await evidenceOf(submissionId)).toEqual([])
    expect((await readSubmission(learner.as(), { submissionId })).review).toMatchObject({ state: 'not_met' })
  })

  test('two at once: one is recorded', async () => {
    const submissionId = await submitted()
    const tries = await Promise.allSettled(
      [form(submissionId), form(submissionId)].map((f) => signReview(assessor.as(), f)),
    )
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await evidenceOf(submissionId)).toHaveLength(1)
  })

  test('waits with a held grade, also in an export', async () => {
    const held = await newLearner(other)
    const reader = await newPerson(database, 'assessor', other.owner, NOW)
    await assign(setup(), reader, other.cohortId, 'assessor')
    const instructor = await newPerson(database, 'instructor', other.partner, NOW)
    await assign(setup(), instructor, other.cohortId, 'instructor')
    const { id: activityId } = await labOf(setup())
    const before = new Date(NOW.getTime() - 60_000)
    await holdGrades(instructor.as(before), { holdId: newId(), cohortId: other.cohortId, activityId })
    const submissionId = await submitted(held, true, 'practice')
    await signReview(reader.as(), form(submissionId))
    expect((await readSubmission(held.as(), { submissionId })).review).toBeNull()
    expect((await exportOfAssessment(held.as(), held.id)).tables.submission_reviews).toEqual([])
  })

  test('loses its words when its learner is erased', async () => {
    const gone = await newLearner()
    const submissionId = await submitted(gone)
    const signed = form(submissionId)
    await signReview(assessor.as(), signed)
    expect((await exportOfAssessment(gone.as(), gone.id)).tables.submission_review_notes).toHaveLength(1)
    await eraseAssessmentRows(setup(), gone.id)
    const notes = await database.db
      .select()
      .from(submissionReviewNotes)
      .where(eq(submissionReviewNotes.reviewId, signed.reviewId as Id<'review'>))
    expect(notes).toEqual([])
  })
})

describe('marking is refused', () => {
  test.each([
    ['where the file is missing', {}],
    ['where it is as the lab gave it', { 'memo.md': '# Memo\n' }],
  ])('%s: nobody is asked to read it', async (_, files) => {
    const submissionId = await submitted(learner, true, 'practice', files)
    expect((await readSubmission(learner.as(), { submissionId })).review).toMatchObject({ state: 'unwritten' })
    expect((await listReviewTasks(assessor.as())).map((task) => task.submissionId)).not.toContain(submissionId)
    await expect(signReview(assessor.as(), form(submissionId))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('where the checks have not passed', async () => {
    const submissionId = await submitted(learner, false)
    await expect(readReviewForm(assessor.as(), { submissionId })).rejects.toMatchObject({ code: 'not_found' })
    expect((await readSubmission(learner.as(), { submissionId })).review).toMatchObject({ state: 'later' })
  })

  test('to its learner, to who teaches, to an assessor of another cohort, and once an assignment has ended', async () => {
    const submissionId = await submitted()
    const instructor = await newPerson(database, 'instructor', room.partner, NOW)
    await assign(setup(), instructor, room.cohortId, 'instructor')
    const elsewhere = await newPerson(database, 'assessor', other.owner, NOW)
    await assign(setup(), elsewhere, other.cohortId, 'assessor')
    const former = await newPerson(database, 'assessor', room.owner, NOW)
    await assign(setup(), former, room.cohortId, 'assessor')
    await endAssignments(setup(), former)
    for (const person of [learner, instructor, elsewhere, former]) {
      await expect(readReviewForm(person.as(), { submissionId })).rejects.toMatchObject({ code: 'not_found' })
      await expect(signReview(person.as(), form(submissionId))).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('to an assessor who belongs to the partner that teaches', async () => {
    const submissionId = await submitted()
    const partial = await newPerson(database, 'assessor', room.partner, NOW)
    await assign(setup(), partial, room.cohortId, 'assessor')
    await expect(signReview(partial.as(), form(submissionId))).rejects.toMatchObject({ reason: 'assessorOfPartner' })
  })

  test('without a word to the learner where a criterion is not met', async () => {
    const submissionId = await submitted()
    const silent = { ...form(submissionId, 'not_met'), note: '' }
    await expect(signReview(assessor.as(), silent)).rejects.toMatchObject({ reason: 'noteMissing' })
    expect(await signReview(assessor.as(), { ...form(submissionId), note: '' })).toEqual({ isMet: true })
  })

  test.each([
    ['a criterion left out', marks().slice(1)],
    ['one marked twice', [...marks().slice(1), marks()[1]!]],
    ['one that is not asked', [...marks(), { criterion: 'style', mark: 'met' as const }]],
  ])('%s', async (_, wrong) => {
    const submissionId = await submitted()
    await expect(signReview(assessor.as(), { ...form(submissionId), marks: wrong })).rejects.toMatchObject({
      reason: 'marksIncomplete',
    })
  })
})
