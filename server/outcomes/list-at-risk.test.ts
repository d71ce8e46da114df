import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { assignPerson } from '../cohorts/assign-person.ts'
import { recordLeave, withdrawLearner } from '../cohorts/change-enrolment.ts'
import { makeRoom, type Room, rosterFile } from '../cohorts/fixture.ts'
import { importRoster } from '../cohorts/import-roster.ts'
import { listRoster } from '../cohorts/queries.ts'
import { insertMembership, insertPerson } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { listAtRisk } from './list-at-risk.ts'

const database = useTestDatabase()
const later = new Date('2026-05-01T03:00:00Z')
let room: Room
let instructor: Context

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
  const personId = newId<'person'>()
  await insertPerson(setup, { id: personId, email: `${personId}@test.invalid`, name: 'Ren', createdAt: later })
  await insertMembership(setup, {
    ...{ id: newId(), personId, organisationId: room.partner, role: 'instructor', createdAt: later },
  })
  await assignPerson(room.manager, { cohortId: room.cohortId, personId, kind: 'instructor' })
  instructor = database.context(actorWith('instructor', room.partner, personId), later)
  const names = ['Away', 'Gone', 'Here'].map((name) => [name, `${newId()}@a.jp`] as [string, string])
  await importRoster(room.manager, {
    ...{ cohortId: room.cohortId, file: rosterFile(...names), encoding: null, importId: newId() },
    ...{ leaveOutFaulty: false, invite: false },
  })
  const [away, gone] = await listRoster(room.manager, room.cohortId)
  const event = (enrolmentId: string) => ({ enrolmentId, eventId: newId(), note: '' })
  await recordLeave(room.manager, { ...event(away!.enrolmentId), from: '2026-04-20', to: '2026-05-20' })
  await withdrawLearner(room.manager, { ...event(gone!.enrolmentId), on: '2026-04-01', reason: 'work' })
})

describe('the list of who can be helped', () => {
  test('names the person, why, and their instructor, and neither who left nor who is on leave', async () => {
    const list = await listAtRisk({ ...room.manager, now: later }, { cohortId: room.cohortId })
    expect(list).toMatchObject([{ name: 'Here', needs: [{ kind: 'notJoined', days: 30 }], helpers: ['Ren'] }])
    const back = new Date('2026-06-01T03:00:00Z')
    const names = (await listAtRisk({ ...room.manager, now: back }, { cohortId: room.cohortId })).map(
      ({ name }) => name,
    )
    expect(names).toEqual(['Away', 'Here'])
  })

  test('is the same for the instructor of the cohort, and not there for anybody else', async () => {
    expect(await listAtRisk(instructor, { cohortId: null })).toHaveLength(1)
    expect(await listAtRisk({ ...room.otherManager, now: later }, { cohortId: null })).toEqual([])
    for (const ctx of [room.otherManager, room.stranger, database.context(actorWith('learner', room.partner))])
      await expect(listAtRisk(ctx, { cohortId: room.cohortId })).rejects.toMatchObject({ code: 'not_found' })
  })
})
