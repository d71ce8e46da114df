import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { createProgramme } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { beginAttempt } from './begin-work.ts'
import { recordLeave, transferLearner, withdrawLearner } from './change-enrolment.ts'
import { correctEvent } from './correct-event.ts'
import { createCohort } from './create-cohort.ts'
import { makeRoom, NOW, type Room, rosterFile } from './fixture.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { importRoster } from './import-roster.ts'
import { listEnrolmentsOf, listRoster, selectOptionalBaseline } from './queries.ts'
import { readEnrolment, readRoster } from './read-roster.ts'

const database = useTestDatabase()
let room: Room

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
})

const event = (enrolmentId: string) => ({ enrolmentId, eventId: newId(), note: '' })
const today = '2026-04-01'

async function enrolOne(cohortId: Id<'cohort'>) {
  const file = rosterFile([`P ${newId()}`, `${newId()}@a.jp`])
  const known = new Set((await listRoster(room.manager, cohortId)).map((row) => row.enrolmentId))
  await importRoster(room.manager, {
    ...{ cohortId, file, encoding: null, importId: newId(), leaveOutFaulty: false, invite: false },
  })
  return (await listRoster(room.manager, cohortId)).find((row) => !known.has(row.enrolmentId))!
}

describe('a withdrawal', () => {
  test('takes the cohort from the learner’s path, keeps the frozen roster, and can be taken back', async () => {
    const cohortId = await room.newCohort(room.partner)
    const { enrolmentId, learnerId } = await enrolOne(cohortId)
    await freezeCohort(room.manager, { cohortId })
    const baseline = await selectOptionalBaseline(room.manager, cohortId)
    const leaving = { ...event(enrolmentId), on: today, reason: 'moved_away' as const, note: 'to Sapporo' }
    await withdrawLearner(room.partnerManager, leaving)
    await withdrawLearner(room.partnerManager, leaving)
    expect(await listEnrolmentsOf(room.manager, learnerId)).toEqual([])
    await expect(beginAttempt(room.manager, enrolmentId)).rejects.toMatchObject({ reason: 'leftCohort' })
    await expect(withdrawLearner(room.manager, { ...leaving, eventId: newId() })).rejects.toMatchObject({
      reason: 'notOnRoster',
    })
    const told = await readEnrolment(room.manager, { enrolmentId })
    expect(told).toMatchObject({ state: 'withdrawn', countedAs: 'counted' })
    expect(told.history).toMatchObject([{ kind: 'withdrawn', reason: 'moved_away', note: 'to Sapporo', stands: true }])

    await correctEvent(room.manager, { eventId: newId(), corrects: leaving.eventId, note: '' })
    expect(await listEnrolmentsOf(room.manager, learnerId)).toHaveLength(1)
    expect(
      (await readEnrolment(room.manager, { enrolmentId })).history.map(({ kind, stands }) => [kind, stands]),
    ).toEqual([
      ['withdrawn', false],
      ['corrected', false],
    ])
    await expect(
      correctEvent(room.manager, { eventId: newId(), corrects: leaving.eventId, note: '' }),
    ).rejects.toMatchObject({ reason: 'alreadyCorrected' })
    expect(await selectOptionalBaseline(room.manager, cohortId)).toEqual(baseline)
    const { rows } = await database.db.execute(
      sql`select 1 from audit_events where action = 'enrolment.withdrawn' and subject_id = ${enrolmentId}`,
    )
    expect(rows).toHaveLength(1)
  })

  test.each([
    ['2026-02-30', 'noSuchDate'],
    ['2026-04-02', 'dateInFuture'],
  ])('on %s is refused: %s', async (on, reason) => {
    const { enrolmentId } = await enrolOne(room.cohortId)
    await expect(withdrawLearner(room.manager, { ...event(enrolmentId), on, reason: 'work' })).rejects.toMatchObject({
      code: 'invalid_input',
      reason,
    })
  })

  test.each(['otherManager', 'stranger'] as const)('is not there for the %s', async (who) => {
    const { enrolmentId, learnerId } = await enrolOne(room.cohortId)
    const input = { ...event(enrolmentId), on: today, reason: 'work' as const }
    await expect(withdrawLearner(room[who], input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readEnrolment(room[who], { enrolmentId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listEnrolmentsOf(room.manager, learnerId)).toHaveLength(1)
  })

  test('of somebody twice at once is recorded once', async () => {
    const { enrolmentId } = await enrolOne(room.cohortId)
    const leave = () => withdrawLearner(room.manager, { ...event(enrolmentId), on: today, reason: 'work' })
    const results = await Promise.allSettled([leave(), leave(), leave()])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a leave', () => {
  test('lets the learner read and start no attempt from its first to its last day', async () => {
    const { enrolmentId, learnerId } = await enrolOne(room.cohortId)
    await recordLeave(room.manager, { ...event(enrolmentId), from: '2026-04-03', to: '2026-04-05' })
    expect(await listEnrolmentsOf(room.manager, learnerId)).toHaveLength(1)
    const at = (day: string) => ({ ...room.manager, now: new Date(`${day}T15:30:00Z`) })
    await beginAttempt(at('2026-04-01'), enrolmentId)
    for (const day of ['2026-04-02', '2026-04-04'])
      await expect(beginAttempt(at(day), enrolmentId)).rejects.toMatchObject({
        reason: 'onLeave',
        params: { until: '2026-04-05' },
      })
    await beginAttempt(at('2026-04-05'), enrolmentId)
    const { people } = await readRoster(at('2026-04-03'), { cohortId: room.cohortId })
    expect(people.find((person) => person.enrolmentId === enrolmentId)).toMatchObject({
      state: 'onLeave',
      until: '2026-04-05',
    })
  })

  test.each([
    ['2026-04-05', '2026-04-04', 'endsBeforeStart'],
    ['2026-04-31', '2026-05-04', 'noSuchDate'],
    ['2026-05-09', '2026-05-20', 'leaveOverlaps'],
  ])('from %s to %s is refused: %s', async (from, to, reason) => {
    const { enrolmentId } = await enrolOne(room.cohortId)
    await recordLeave(room.manager, { ...event(enrolmentId), from: '2026-05-01', to: '2026-05-10' })
    await expect(recordLeave(room.manager, { ...event(enrolmentId), from, to })).rejects.toMatchObject({ reason })
  })
})

describe('a transfer', () => {
  test('moves a learner within the programme, leaves frozen rosters alone, and can be taken back', async () => {
    const [from, to] = [await room.newCohort(room.partner), await room.newCohort(room.otherPartner)]
    const { enrolmentId, learnerId } = await enrolOne(from)
    await enrolOne(to)
    await freezeCohort(room.manager, { cohortId: from })
    await freezeCohort(room.manager, { cohortId: to })
    const input = { ...event(enrolmentId), on: today, toCohortId: to }
    await transferLearner(room.manager, input)
    await transferLearner(room.manager, input)
    expect((await listEnrolmentsOf(room.manager, learnerId)).map((row) => row.cohort.id)).toEqual([to])
    const arrived = (await readRoster(room.manager, { cohortId: to })).people.find((person) => person.isTransferred)!
    expect(arrived).toMatchObject({ countedAs: 'late', state: 'active' })
    expect(await readEnrolment(room.manager, { enrolmentId })).toMatchObject({
      state: 'transferred',
      countedAs: 'counted',
    })

    await correctEvent(room.manager, { eventId: newId(), corrects: input.eventId, note: '' })
    expect((await listEnrolmentsOf(room.manager, learnerId)).map((row) => row.cohort.id)).toEqual([from])
    await transferLearner(room.manager, { ...input, eventId: newId() })
    expect((await listEnrolmentsOf(room.manager, learnerId)).map((row) => row.cohort.id)).toEqual([to])
    await withdrawLearner(room.manager, { ...event(arrived.enrolmentId), on: today, reason: 'found_job' })
    const last = (await readEnrolment(room.manager, { enrolmentId })).history.at(-1)!
    await expect(correctEvent(room.manager, { eventId: newId(), corrects: last.id, note: '' })).rejects.toMatchObject({
      reason: 'correctLaterFirst',
    })
  })

  test('is taken back by whoever keeps both rosters alone: a partner does not empty another’s', async () => {
    const [from, to] = [await room.newCohort(room.partner), await room.newCohort(room.otherPartner)]
    const { enrolmentId, learnerId } = await enrolOne(from)
    const moved = { ...event(enrolmentId), toCohortId: to, on: today }
    await transferLearner(room.manager, moved)
    const back = { eventId: newId(), corrects: moved.eventId, note: '' }
    for (const who of [room.partnerManager, room.otherManager])
      await expect(correctEvent(who, back)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listEnrolmentsOf(room.manager, learnerId)).toMatchObject([{ cohort: { id: to } }])
    await correctEvent(room.manager, back)
    expect(await listEnrolmentsOf(room.manager, learnerId)).toMatchObject([{ cohort: { id: from } }])
  })

  test('is not dated before the enrolment that it ends, and counts from its own day', async () => {
    const later = { ...room.manager, now: new Date('2026-05-10T03:00:00Z') }
    const [from, to] = [await room.newCohort(room.partner), await room.newCohort(room.partner)]
    const { enrolmentId } = await enrolOne(from)
    await transferLearner(later, { ...event(enrolmentId), toCohortId: to, on: '2026-04-20' })
    const [arrived] = await listRoster(room.manager, to)
    const leave = (on: string) =>
      withdrawLearner(later, { ...event(arrived!.enrolmentId), on, reason: 'work' as const })
    await expect(leave('2026-04-19')).rejects.toMatchObject({ reason: 'dateTooEarly', params: { first: '2026-04-20' } })
    await leave('2026-04-20')
  })

  test('to another programme is refused with a sentence', async () => {
    const programmeId = newId<'programme'>()
    const text = { en: 'Another', ja: '別' }
    const calendar = { startsOn: '2026-04-01', endsOn: '2027-03-31' }
    const programme = { programmeId, ownerId: room.owner, titles: text, summary: text, ...calendar }
    await createProgramme(room.manager, { ...programme, courses: ['s1-from-law-to-control'], roles: [] })
    const cohortId = newId<'cohort'>()
    const owners = { ownerId: room.owner, partnerId: room.partner }
    await createCohort(room.manager, { cohortId, programmeId, ...owners, names: text, ...room.facts })
    const { enrolmentId, learnerId } = await enrolOne(room.cohortId)
    await expect(
      transferLearner(room.manager, { ...event(enrolmentId), on: today, toCohortId: cohortId }),
    ).rejects.toMatchObject({ code: 'precondition_failed', reason: 'otherProgramme' })
    expect(await listEnrolmentsOf(room.manager, learnerId)).toHaveLength(1)
  })

  test('to a cohort that is not one’s own is not there', async () => {
    const other = await makeRoom(database, 's1-from-law-to-control')
    const { enrolmentId } = await enrolOne(room.cohortId)
    const input = { ...event(enrolmentId), on: today }
    await expect(
      transferLearner(room.partnerManager, { ...input, toCohortId: room.otherCohortId }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(transferLearner(room.manager, { ...input, toCohortId: other.cohortId })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(transferLearner(room.manager, { ...input, toCohortId: newId() })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('in opposite directions at once does not lock up', async () => {
    const pairs = await Promise.all([enrolOne(room.cohortId), enrolOne(room.otherCohortId)])
    await Promise.all([
      transferLearner(room.manager, { ...event(pairs[0].enrolmentId), on: today, toCohortId: room.otherCohortId }),
      transferLearner(room.manager, { ...event(pairs[1].enrolmentId), on: today, toCohortId: room.cohortId }),
    ])
    const now = { ...room.manager, now: new Date(NOW.getTime() + 1000) }
    for (const { enrolmentId } of pairs)
      expect(await readEnrolment(now, { enrolmentId })).toMatchObject({ state: 'transferred' })
  })
})
