import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { insertMembership, insertPerson } from '../identity/index.ts'
import type { Role } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { assignPerson, endAssignment, readTeam } from './assign-person.ts'
import { createCohort, updateCohort } from './create-cohort.ts'
import { makeRoom, NOW, type Room, rosterFile } from './fixture.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { freezeDueCohorts } from './freeze-due.ts'
import { importRoster } from './import-roster.ts'
import { listCohortsIn, selectOptionalBaseline } from './queries.ts'
import { listCohorts, readChoices, readCohort } from './read-cohorts.ts'

const database = useTestDatabase()
let room: Room

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
})

const names = { en: 'Morning', ja: '朝' }
const newCohort = (change: object = {}) => ({
  ...{ cohortId: newId(), programmeId: room.programmeId, ownerId: room.owner, partnerId: room.partner, names },
  ...room.facts,
  ...change,
})
const enrolTwo = (cohortId: string) =>
  importRoster(room.manager, {
    ...{ cohortId, encoding: null, importId: newId(), leaveOutFaulty: false, invite: false },
    file: rosterFile(['Mio', `${newId()}@a.jp`], ['Ren', `${newId()}@a.jp`]),
  })

describe('a cohort', () => {
  test('is created once for one id, and seen by its owner and its partner alone', async () => {
    const input = newCohort()
    await createCohort(room.manager, input)
    await createCohort(room.manager, input)
    const seenBy = async (who: 'manager' | 'partnerManager' | 'otherManager' | 'stranger') =>
      (await listCohorts(room[who])).filter((row) => row.id === input.cohortId).length
    expect(await Promise.all((['manager', 'partnerManager', 'otherManager', 'stranger'] as const).map(seenBy))).toEqual(
      [1, 1, 0, 0],
    )
    expect(await readCohort(room.manager, input)).toMatchObject({
      freezesOn: '2026-04-15',
      freezesAt: new Date('2026-04-14T15:00:00Z'),
      mayEdit: true,
    })
    expect(await readCohort(room.partnerManager, input)).toMatchObject({ mayEdit: false, mayManageRoster: true })
  })

  test.each([
    [{ startsOn: '2026-02-30' }, 'noSuchDate'],
    [{ endsOn: '2026-09-31' }, 'noSuchDate'],
    [{ freezesOn: '2026-04-31' }, 'noSuchDate'],
    [{ zone: 'Asia/Edo' }, 'noSuchZone'],
    [{ endsOn: '2026-04-01' }, 'endsBeforeStart'],
    [{ freezesOn: '2026-10-01' }, 'freezesAfterEnd'],
    [{ freezesOn: '2026-05-02' }, 'freezesTooLate'],
    [{ freezesOn: '2026-04-01' }, 'freezesInPast'],
    [{ startsOn: '2026-03-31' }, 'outsideProgramme'],
  ])('with %j is refused: %s', async (change, reason) => {
    await expect(createCohort(room.manager, newCohort(change))).rejects.toMatchObject({ code: 'invalid_input', reason })
  })

  test('is made by no partner, for no other owner, and of no other’s programme', async () => {
    const other = await makeRoom(database, 's1-from-law-to-control')
    for (const [who, input] of [
      [room.partnerManager, newCohort()],
      [room.manager, newCohort({ ownerId: other.owner })],
      [room.manager, newCohort({ programmeId: other.programmeId })],
      [room.manager, newCohort({ partnerId: other.owner })],
      [room.as('programme_manager', room.partner), newCohort({ ownerId: room.partner })],
    ] as const)
      await expect(createCohort(who, input)).rejects.toMatchObject({ code: 'not_found' })
    expect((await readChoices(room.manager)).programmes.map((row) => row.id)).not.toContain(other.programmeId)
  })

  test('changes until it is frozen, its partner until somebody is enrolled', async () => {
    const input = newCohort()
    const { cohortId } = await createCohort(room.manager, input)
    await updateCohort(room.manager, { ...input, partnerId: room.otherPartner, zone: 'Europe/Paris' })
    expect(await readCohort(room.manager, input)).toMatchObject({ partnerId: room.otherPartner, zone: 'Europe/Paris' })
    await enrolTwo(cohortId)
    await expect(updateCohort(room.manager, input)).rejects.toMatchObject({ reason: 'partnerHasRoster' })
    await expect(updateCohort(room.partnerManager, input)).rejects.toMatchObject({ code: 'not_found' })
    await freezeCohort(room.manager, { cohortId })
    const kept = { ...input, partnerId: room.otherPartner }
    await expect(updateCohort(room.manager, kept)).rejects.toMatchObject({ reason: 'frozenCohort' })
  })
})

describe('freezing', () => {
  test('a second time is refused with a sentence, also when both come at once', async () => {
    const { cohortId } = await createCohort(room.manager, newCohort())
    await enrolTwo(cohortId)
    const results = await Promise.allSettled([1, 2, 3].map(() => freezeCohort(room.manager, { cohortId })))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    await expect(freezeCohort(room.manager, { cohortId })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'alreadyFrozen',
    })
  })

  test('happens by itself on its day, for rosters that hold somebody, once', async () => {
    const { cohortId } = await createCohort(room.manager, newCohort())
    const empty = await createCohort(room.manager, newCohort())
    await enrolTwo(cohortId)
    const worker = (at: string) => database.context({ kind: 'system', process: 'worker' }, new Date(at))
    await freezeDueCohorts(worker('2026-04-14T14:59:59Z'))
    expect(await selectOptionalBaseline(room.manager, cohortId)).toBeNull()
    await freezeDueCohorts(worker('2026-04-14T15:00:00Z'))
    const baseline = await selectOptionalBaseline(room.manager, cohortId)
    expect(baseline!.enrolmentIds).toHaveLength(2)
    await freezeDueCohorts(worker('2026-04-15T15:00:00Z'))
    expect(await selectOptionalBaseline(room.manager, cohortId)).toEqual(baseline)
    expect(await selectOptionalBaseline(room.manager, empty.cohortId)).toBeNull()
  })
})

describe('assignments', () => {
  async function member(organisationId: Id<'organisation'>, ...roles: Role[]): Promise<Id<'person'>> {
    const ctx = database.context(undefined, NOW)
    const personId = newId<'person'>()
    await insertPerson(ctx, { id: personId, email: `${personId}@a.jp`, name: 'Somebody', createdAt: NOW })
    for (const role of roles)
      await insertMembership(ctx, { id: newId(), personId, organisationId, role, createdAt: NOW })
    return personId
  }

  test('an assessor of the partner that teaches is refused with a sentence, one of another partner is not', async () => {
    const { cohortId } = room
    const own = await member(room.partner, 'assessor')
    const independent = await member(room.otherPartner, 'assessor')
    await expect(assignPerson(room.manager, { cohortId, personId: own, kind: 'assessor' })).rejects.toMatchObject({
      code: 'precondition_failed',
      reason: 'assessorOfPartner',
    })
    await assignPerson(room.manager, { cohortId, personId: independent, kind: 'assessor' })
    await assignPerson(room.manager, { cohortId, personId: independent, kind: 'assessor' })
    const { team } = await readTeam(room.manager, { cohortId })
    expect(team.map(({ personId, kind }) => [personId, kind])).toEqual([[independent, 'assessor']])
    await endAssignment(room.manager, { assignmentId: team[0]!.assignmentId })
    await endAssignment(room.manager, { assignmentId: team[0]!.assignmentId })
    expect((await readTeam(room.manager, { cohortId })).team[0]!.endedAt).not.toBeNull()
  })

  test('somebody who also belongs to the partner that teaches is refused as well', async () => {
    const both = await member(room.otherPartner, 'assessor')
    const ctx = database.context(undefined, NOW)
    const membership = { id: newId(), personId: both, organisationId: room.partner, role: 'instructor' as const }
    await insertMembership(ctx, { ...membership, createdAt: NOW })
    const input = { cohortId: room.cohortId, personId: both, kind: 'assessor' as const }
    await expect(assignPerson(room.manager, input)).rejects.toMatchObject({ reason: 'assessorOfPartner' })
  })

  test('a partner assigns its own instructors, and neither proctors nor assessors nor people of others', async () => {
    const { cohortId } = room
    const instructor = await member(room.partner, 'instructor', 'proctor')
    const theirs = await member(room.otherPartner, 'instructor')
    await assignPerson(room.partnerManager, { cohortId, personId: instructor, kind: 'instructor' })
    for (const [personId, kind] of [
      [instructor, 'proctor'],
      [instructor, 'assessor'],
      [theirs, 'instructor'],
    ] as const)
      await expect(assignPerson(room.partnerManager, { cohortId, personId, kind })).rejects.toMatchObject({
        code: 'not_found',
      })
    const [row] = (await readTeam(room.partnerManager, { cohortId })).team
    await expect(endAssignment(room.stranger, { assignmentId: row!.assignmentId })).rejects.toMatchObject({
      code: 'not_found',
    })
    const taught = { kind: 'assigned' as const, personId: instructor }
    expect((await listCohortsIn(room.manager, taught)).map((found) => found.cohort.id)).toEqual([cohortId])
  })
})
