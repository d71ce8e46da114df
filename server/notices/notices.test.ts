import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeComment } from '../assessment/comments.ts'
import { assign, enrol, grade, handIn, labOf, newPerson } from '../assessment/fixture-queries.ts'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { holdGrades, releaseGrades } from '../cohorts/hold-grades.ts'
import { labDraftJobs, labDrafts } from '../labs/schema.ts'
import { putBlob } from '../platform/blobs.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { countUnread, listNotices, openNotice, readAll } from './read-notices.ts'
import {
  tellOfComment,
  tellOfEnrolment,
  tellOfFailedGrading,
  tellOfPlacement,
  tellOfProof,
  tellOfRelease,
  tellOfReview,
  tellOfReviewWanted,
  tellOfViews,
} from './tell.ts'

const NOW = new Date('2026-05-01T03:00:00Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const database = useTestDatabase()
const setup = () => database.context(undefined, NOW)
const worker = (now = NOW) => database.context({ kind: 'system', process: 'worker' }, now)
let room: Room
let instructor: Awaited<ReturnType<typeof newPerson>>

const page = { page: 0 }
const kindsOf = async (person: typeof instructor, now = after(60)) =>
  (await listNotices(person.as(now), page)).notices.map(({ kind }) => kind)

async function newLearner() {
  const person = await newPerson(database, 'learner', room.partner, NOW)
  return { ...person, enrolmentId: await enrol(setup(), person, room.cohortId) }
}

beforeAll(async () => {
  await publishContent(setup(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
  instructor = await newPerson(database, 'instructor', room.partner, NOW)
  await assign(setup(), instructor, room.cohortId, 'instructor')
})

describe('what somebody is told', () => {
  test('is told once however often the event comes, and says nothing but what it is about', async () => {
    const learner = await newLearner()
    const { submissionId } = await handIn(setup(), { learnerId: learner.id, enrolmentId: learner.enrolmentId })
    const written = { submissionId, commentId: newId() as string, path: null, line: null, answers: null }
    await writeComment(instructor.as(), { ...written, text: 'A secret between us' })
    const event = { ...written, authorId: instructor.id }
    await tellOfComment(worker(after(1)), event)
    await tellOfComment(worker(after(2)), event)
    const { notices, unread } = await listNotices(learner.as(after(3)), page)
    expect(unread).toBe(1)
    expect(notices).toMatchObject([{ kind: 'comment_written', at: after(1), isRead: false, activity: { code: 'L20' } }])
    const { rows } = await database.db.execute(sql`select * from notices where person_id = ${learner.id}`)
    expect(JSON.stringify(rows)).not.toContain('secret')
    await tellOfComment(worker(after(4)), { submissionId, commentId: newId(), authorId: learner.id })
    expect(await kindsOf(instructor)).toEqual(['comment_answered'])
  })

  test('comes with the release of a grade that was held, and not before', async () => {
    const learner = await newLearner()
    const holdId = newId()
    await holdGrades(instructor.as(), { holdId, cohortId: room.cohortId, activityId: (await labOf(setup())).id })
    const handed = await handIn(setup(), { learnerId: learner.id, enrolmentId: learner.enrolmentId })
    await grade(database.context(undefined, after(1)), handed.jobId, { score: 80, isPassed: true })
    const written = { submissionId: handed.submissionId, commentId: newId() as string, path: null, line: null }
    await writeComment(instructor.as(after(2)), { ...written, answers: null, text: 'Well done' })
    await tellOfComment(worker(after(2)), { ...written, authorId: instructor.id })
    expect(await kindsOf(learner)).toEqual([])
    await releaseGrades(instructor.as(after(3)), { holdId })
    await tellOfRelease(worker(after(4)), { holdId, activityId: handed.activityId })
    await tellOfRelease(worker(after(5)), { holdId, activityId: handed.activityId })
    expect(await kindsOf(learner)).toEqual(['grade_released'])
  })

  test('of work to be marked reaches the assessors, of the marks the learner, but not while the grade is held', async () => {
    const learner = await newLearner()
    const assessor = await newPerson(database, 'assessor', room.owner, NOW)
    await assign(setup(), assessor, room.cohortId, 'assessor')
    const { submissionId } = await handIn(setup(), { learnerId: learner.id, enrolmentId: learner.enrolmentId })
    await tellOfReviewWanted(worker(), { submissionId })
    await tellOfReviewWanted(worker(after(1)), { submissionId })
    expect(await kindsOf(assessor)).toEqual(['review_wanted'])
    const holdId = newId()
    await holdGrades(instructor.as(), { holdId, cohortId: room.cohortId, activityId: (await labOf(setup())).id })
    await tellOfReview(worker(), { submissionId })
    expect(await kindsOf(learner)).toEqual([])
    await releaseGrades(instructor.as(after(3)), { holdId })
    await tellOfReview(worker(after(4)), { submissionId })
    expect(await kindsOf(learner)).toEqual(['review_signed'])
  })

  test('of a grading that failed reaches the learner and who teaches them, of one that did not nobody', async () => {
    const learner = await newLearner()
    const { submissionId, jobId } = await handIn(setup(), { learnerId: learner.id, enrolmentId: learner.enrolmentId })
    const event = { submissionId, gradingJobId: jobId }
    await tellOfFailedGrading(worker(), event)
    expect(await kindsOf(learner)).toEqual([])
    await grade(setup(), jobId, 'ungradable')
    await tellOfFailedGrading(worker(after(30)), event)
    expect(await kindsOf(learner)).toEqual(['grading_failed'])
    expect((await kindsOf(instructor))[0]).toBe('learner_grading_failed')
  })

  test('of a draft that could not be proven reaches who asked, of one that was proven nobody', async () => {
    const draftId = newId<'labDraft'>()
    const who = { createdBy: instructor.id, createdAt: NOW, changedAt: NOW }
    const draft = {
      id: draftId,
      organisationId: room.partner,
      slug: 'mine',
      labId: newId<'activity'>(),
      code: 'X1',
      titles: { en: 'Mine', ja: '私の' },
    }
    await setup()
      .db.insert(labDrafts)
      .values({ ...draft, ...who, revision: 1 })
    const manifestDigest = await putBlob(setup(), Buffer.from('{}'))
    for (const isProven of [true, false]) {
      const jobId = newId<'labDraftJob'>()
      await setup()
        .db.insert(labDraftJobs)
        .values({
          ...{ id: jobId, draftId, kind: 'prove', manifestDigest, requestedBy: instructor.id, queuedAt: NOW },
          ...{ finishedAt: NOW, outcome: 'done', isProven },
        })
      await tellOfProof(worker(after(40)), { jobId })
    }
    expect((await kindsOf(instructor)).filter((kind) => kind === 'proof_failed')).toHaveLength(1)
  })

  test('of looks at what they share comes once a day for each consent', async () => {
    const learner = await newLearner()
    const views = [{ consentId: newId() as string, learnerId: learner.id as string }]
    for (const minutes of [0, 10, 24 * 60]) await tellOfViews(worker(after(minutes)), { views })
    expect(await kindsOf(learner)).toEqual(['evidence_viewed', 'evidence_viewed'])
  })

  test('does not reach who closed their account', async () => {
    const learner = await newLearner()
    await database.db.execute(sql`update people set closed_at = now() where id = ${learner.id}`)
    await tellOfEnrolment(worker(), { enrolmentIds: [learner.enrolmentId] })
    expect(await kindsOf(learner)).toEqual([])
  })
})

describe('one’s own list', () => {
  test('comes in pages, newest first, and is marked as read one by one or at once', async () => {
    const learner = await newLearner()
    for (let n = 0; n < 35; n++)
      await tellOfPlacement(worker(after(n)), { placementId: newId(), personId: learner.id }, 'placement_recorded')
    const first = await listNotices(learner.as(after(60)), page)
    const second = await listNotices(learner.as(after(60)), { page: 1 })
    expect([first.total, first.unread, first.pages, first.notices.length, second.notices.length]).toEqual([
      ...[35, 35, 2, 30, 5],
    ])
    expect(first.notices[0]!.at).toEqual(after(34))
    const noticeId = first.notices[0]!.id
    expect(await openNotice(learner.as(after(61)), { noticeId })).toMatchObject({ kind: 'placement_recorded' })
    await openNotice(learner.as(after(62)), { noticeId })
    expect(await countUnread(learner.as())).toBe(34)
    await tellOfPlacement(worker(after(70)), { placementId: newId(), personId: learner.id }, 'placement_started')
    await readAll(learner.as(after(71)), { until: first.readAt })
    expect(await countUnread(learner.as())).toBe(1)
  })

  test('is nobody else’s', async () => {
    const [learner, other] = [await newLearner(), await newLearner()]
    await tellOfEnrolment(worker(), { enrolmentIds: [learner.enrolmentId] })
    const [mine] = (await listNotices(learner.as(), page)).notices
    await expect(openNotice(other.as(), { noticeId: mine!.id })).rejects.toMatchObject({ code: 'not_found' })
    await readAll(other.as(after(99)), { until: after(99) })
    expect(await countUnread(learner.as())).toBe(1)
    const anonymous = database.context({ kind: 'anonymous' }, NOW)
    await expect(listNotices(anonymous, page)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('can be changed by no process but for its read mark, and is taken by an erasure that is due alone', async () => {
    await expect(database.db.execute(sql`update notices set kind = 'enrolled'`)).rejects.toThrow()
    await expect(database.db.execute(sql`delete from notices`)).rejects.toThrow()
    const anybody: Id<'person'> = instructor.id
    await expect(database.db.execute(sql`select terakoya_erase_notices(${anybody})`)).rejects.toThrow()
  })
})
