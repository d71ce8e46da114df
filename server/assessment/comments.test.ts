import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { editComment, readComments, withdrawComment, writeComment } from './comments.ts'
import { assign, endAssignments, enrol, handIn, newPerson } from './fixture-queries.ts'

const NOW = new Date('2026-05-01T03:00:00Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const database = useTestDatabase()
let room: Room
let learner: Awaited<ReturnType<typeof newPerson>>
let instructor: typeof learner
let submissionId: Id<'submission'>

const setup = () => database.context(undefined, NOW)
const words = (text: string, set: object = {}) => ({
  ...{ submissionId, commentId: newId() as string, path: null, line: null, answers: null, text },
  ...set,
})
const read = (ctx = learner.as()) => readComments(ctx, { submissionId })
const rows = async () =>
  (await database.db.execute(sql`select count(*)::int as n from submission_comments`)).rows[0] as { n: number }

beforeAll(async () => {
  await publishContent(setup(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
  learner = await newPerson(database, 'learner', room.partner, NOW)
  instructor = await newPerson(database, 'instructor', room.partner, NOW)
  await assign(setup(), instructor, room.cohortId, 'instructor')
  const enrolmentId = await enrol(setup(), learner, room.cohortId)
  submissionId = (await handIn(setup(), { learnerId: learner.id, enrolmentId })).submissionId
})

describe('a comment to a learner', () => {
  test('is written to the whole or to a line, read by the learner, answered, audited and told, once', async () => {
    const whole = words('**Well** argued.')
    await writeComment(instructor.as(), whole)
    await writeComment(instructor.as(), whole)
    await writeComment(instructor.as(after(1)), words('Why here?', { path: 'policy/policy.ts', line: 2 }))
    await writeComment(learner.as(after(2)), words('Because of the rule.', { answers: whole.commentId }))
    const { threads, mayBegin } = await read()
    expect(mayBegin).toBe(false)
    expect(threads).toMatchObject([
      {
        ...{ text: '**Well** argued.', authorName: instructor.name, isMine: false, isByLearner: false, place: null },
        replies: [{ text: 'Because of the rule.', isMine: true, isByLearner: true }],
      },
      { text: 'Why here?', place: { path: 'policy/policy.ts', line: 2 }, quote: 'two', replies: [] },
    ])
    expect((await read(instructor.as())).mayBegin).toBe(true)
    const { rows: events } = await database.db.execute(
      sql`select payload->'payload'->>'commentId' as id from graphile_worker._private_jobs
          where payload->>'name' = 'assessment.commented'`,
    )
    expect(events).toHaveLength(3)
    const { rows: audited } = await database.db.execute(
      sql`select 1 from audit_events where action = 'comment.written' and subject_id = ${whole.commentId}`,
    )
    expect(audited).toHaveLength(1)
  })

  test('cannot be begun by the learner, about a place that is not there, or in answer to nothing', async () => {
    await expect(writeComment(learner.as(), words('I begin'))).rejects.toMatchObject({ reason: 'onlyAnswers' })
    const about = (set: object) => writeComment(instructor.as(), words('x', set))
    await expect(about({ path: 'no/such.ts', line: 1 })).rejects.toMatchObject({ reason: 'noSuchFile' })
    await expect(about({ path: 'policy/policy.ts', line: 4 })).rejects.toMatchObject({ reason: 'noSuchLine' })
    await expect(about({ answers: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('keeps its earlier wording when it is edited, for half an hour, by its author alone', async () => {
    const first = words('Line two is worng.')
    await writeComment(instructor.as(), first)
    const edit = { submissionId, commentId: first.commentId, entryId: newId() as string, text: 'Line two is wrong.' }
    await expect(editComment(learner.as(after(5)), edit)).rejects.toMatchObject({ code: 'not_found' })
    await editComment(instructor.as(after(5)), edit)
    await editComment(instructor.as(after(5)), edit)
    const shown = (await read()).threads.find(({ commentId }) => commentId === first.commentId)!
    expect(shown).toMatchObject({
      ...{ text: 'Line two is wrong.', editedAt: after(5), earlier: [{ text: 'Line two is worng.', until: after(5) }] },
    })
    const late = { ...edit, entryId: newId() as string }
    await expect(editComment(instructor.as(after(31)), late)).rejects.toMatchObject({ reason: 'editTimeOver' })
  })

  test('withdrawn, shows that it was and why, and its words no more; answers stay', async () => {
    const wrong = words('Meant for somebody else.')
    await writeComment(instructor.as(), wrong)
    await writeComment(learner.as(after(1)), words('Was it?', { answers: wrong.commentId }))
    const end = { submissionId, commentId: wrong.commentId, entryId: newId() as string, note: 'The wrong person' }
    await withdrawComment(instructor.as(after(90)), end)
    await withdrawComment(instructor.as(after(90)), end)
    const shown = (await read()).threads.find(({ commentId }) => commentId === wrong.commentId)!
    expect(shown).toMatchObject({
      ...{ text: null, earlier: [], withdrawn: { at: after(90), note: 'The wrong person' }, mayEdit: false },
      replies: [{ text: 'Was it?' }],
    })
    expect(JSON.stringify(await read(instructor.as()))).not.toContain('Meant for somebody else')
    const over = { reason: 'commentWithdrawn' }
    await expect(withdrawComment(instructor.as(), { ...end, entryId: newId() })).rejects.toMatchObject(over)
    await expect(writeComment(learner.as(), words('Still', { answers: wrong.commentId }))).rejects.toMatchObject(over)
  })

  test('cannot be changed or taken in the database, and an id is of one author', async () => {
    await expect(database.db.execute(sql`update submission_comments set at = now()`)).rejects.toThrow()
    await expect(database.db.execute(sql`delete from submission_comments`)).rejects.toThrow()
    await expect(database.db.execute(sql`update submission_comment_texts set text = 'x'`)).rejects.toThrow()
    const mine = words('Mine')
    await writeComment(instructor.as(), mine)
    const stolen = { submissionId, commentId: newId(), entryId: mine.commentId, note: 'x' }
    await expect(withdrawComment(learner.as(), stolen)).rejects.toMatchObject({ reason: 'idTaken' })
  })
})

test('a submission’s comments exist for its learner and who teaches them now, and for nobody else', async () => {
  const former = await newPerson(database, 'instructor', room.partner, NOW)
  await assign(setup(), former, room.cohortId, 'instructor')
  await endAssignments(setup(), former)
  const elsewhere = await newPerson(database, 'instructor', room.otherPartner, NOW)
  await assign(setup(), elsewhere, room.otherCohortId, 'instructor')
  const proctor = await newPerson(database, 'proctor', room.owner, NOW)
  await assign(setup(), proctor, room.cohortId, 'proctor')
  const classmate = await newPerson(database, 'learner', room.partner, NOW)
  await enrol(setup(), classmate, room.cohortId)
  const as = (role: Parameters<typeof actorWith>[0], of = room.owner) => database.context(actorWith(role, of), NOW)
  const strangers: Context[] = [former.as(), elsewhere.as(), proctor.as(), classmate.as()]
  strangers.push(as('employer'), as('programme_manager'), as('partner_manager', room.partner), as('auditor'))
  const before = await rows()
  const known = (await read()).threads[0]!.commentId
  const end = { submissionId, commentId: known, entryId: newId() as string }
  for (const ctx of strangers) {
    const refused = { code: 'not_found' }
    await expect(read(ctx)).rejects.toMatchObject(refused)
    await expect(writeComment(ctx, words('x'))).rejects.toMatchObject(refused)
    await expect(editComment(ctx, { ...end, text: 'x' })).rejects.toMatchObject(refused)
    await expect(withdrawComment(ctx, { ...end, note: 'x' })).rejects.toMatchObject(refused)
  }
  expect(await rows()).toEqual(before)
})
