import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { workspaceSaves, workspaces } from '../labs/schema.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { assign, enrol, grade, handIn, labOf, newPerson } from './fixture-queries.ts'
import { compareSubmissions, readSubmissionHistory } from './read-history.ts'
import { readLive } from './read-live.ts'
import { attempts } from './schema.ts'

const NOW = new Date('2026-05-01T03:00:00Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const database = useTestDatabase()
const setup = (minutes = 0) => database.context(undefined, after(minutes))
let room: Room
let instructor: Awaited<ReturnType<typeof newPerson>>
let learner: typeof instructor
let enrolmentId: Id<'enrolment'>

const hand = (minutes: number, files: Record<string, string>) =>
  handIn(setup(minutes), { learnerId: learner.id, enrolmentId, files })

beforeAll(async () => {
  await publishContent(setup(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
  instructor = await newPerson(database, 'instructor', room.partner, NOW)
  await assign(setup(), instructor, room.cohortId, 'instructor')
  learner = await newPerson(database, 'learner', room.partner, NOW)
  enrolmentId = await enrol(setup(), learner, room.cohortId)
})

describe('what was handed in before', () => {
  test('stands with its grades, and two are compared file by file, the earlier first', async () => {
    const first = await hand(0, { 'a.ts': 'one\ntwo', 'b.ts': 'same', 'gone.ts': 'x' })
    const second = await hand(10, { 'a.ts': 'one\nthree', 'b.ts': 'same', 'new.ts': 'y' })
    await grade(setup(11), second.jobId, { score: 40, isPassed: false })
    const as = instructor.as(after(20))
    expect(await readSubmissionHistory(as, { submissionId: first.submissionId })).toMatchObject([
      { id: second.submissionId, grade: { score: 40, isPassed: false } },
      { id: first.submissionId, grade: null },
    ])
    const both = { submissionId: second.submissionId, withId: first.submissionId }
    const { earlier, files } = await compareSubmissions(as, both)
    expect(earlier.id).toBe(first.submissionId)
    expect(files).toEqual([
      { path: 'a.ts', before: 'one\ntwo', now: 'one\nthree' },
      { path: 'gone.ts', before: 'x', now: null },
      { path: 'new.ts', before: null, now: 'y' },
    ])
    const turned = { submissionId: first.submissionId, withId: second.submissionId }
    expect(await compareSubmissions(as, turned)).toMatchObject({ earlier: { id: first.submissionId } })
  })

  test('is of this learner, this lab and this cohort, and for who teaches it', async () => {
    const mine = await hand(30, {})
    const other = await newPerson(database, 'learner', room.partner, NOW)
    const theirs = await handIn(setup(30), {
      ...{ learnerId: other.id, enrolmentId: await enrol(setup(), other, room.cohortId) },
    })
    const both = { submissionId: mine.submissionId, withId: theirs.submissionId }
    const refused = { code: 'not_found' }
    await expect(compareSubmissions(instructor.as(), both)).rejects.toMatchObject(refused)
    const stranger = await newPerson(database, 'instructor', room.otherPartner, NOW)
    for (const ctx of [learner.as(), stranger.as()])
      await expect(readSubmissionHistory(ctx, { submissionId: mine.submissionId })).rejects.toMatchObject(refused)
  })
})

describe('what goes on now', () => {
  test('names who saved something in the last five minutes', async () => {
    const workspaceId = newId<'workspace'>()
    const lab = await labOf(setup())
    await setup()
      .db.insert(workspaces)
      .values({
        ...{ id: workspaceId, learnerId: learner.id, versionId: lab.currentVersionId!, mode: 'practice' },
        ...{ paramsKey: Buffer.alloc(16), revision: 1, createdAt: after(40) },
      })
    await setup()
      .db.insert(attempts)
      .values({
        ...{ id: newId<'attempt'>(), learnerId: learner.id, enrolmentId, activityId: lab.id, workspaceId },
        ...{ versionId: lab.currentVersionId!, mode: 'practice', assurance: 'none' },
        ...{ requestedAt: after(40), openedAt: after(40) },
      })
    await setup()
      .db.insert(workspaceSaves)
      .values({
        ...{ id: newId<'save'>(), workspaceId, path: 'a.ts', revision: 1, source: 'editor', savedAt: after(60) },
      })
    expect((await readLive(instructor.as(after(64)))).active).toMatchObject([
      { learnerName: learner.name, at: after(60), activity: { code: 'L20' } },
    ])
    expect((await readLive(instructor.as(after(66)))).active).toEqual([])
  })

  test('names whose last three submissions failed by the same check, until one passes', async () => {
    const other = await newPerson(database, 'learner', room.partner, NOW)
    const enrolment = await enrol(setup(), other, room.cohortId)
    const fail = async (minutes: number, isPassed = false) => {
      const handed = await handIn(setup(minutes), { learnerId: other.id, enrolmentId: enrolment })
      await grade(setup(minutes + 1), handed.jobId, { score: 3, isPassed })
      return handed.submissionId
    }
    await fail(100)
    await fail(110)
    expect((await readLive(instructor.as(after(115)))).stuck).toEqual([])
    const submissionId = await fail(120)
    const { stuck } = await readLive(instructor.as(after(125)))
    expect(stuck).toMatchObject([{ learnerName: other.name, submissionId }])
    expect(stuck[0]!.checks).toHaveLength(2)
    await fail(130, true)
    expect((await readLive(instructor.as(after(135)))).stuck).toEqual([])
  })

  test('is of the cohorts one teaches', async () => {
    const stranger = await newPerson(database, 'instructor', room.otherPartner, NOW)
    expect(await readLive(stranger.as(after(125)))).toMatchObject({ active: [], stuck: [] })
    await expect(readLive(learner.as())).rejects.toMatchObject({ code: 'not_found' })
  })
})
