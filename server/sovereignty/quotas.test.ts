import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertAttempt } from '../assessment/queries.ts'
import { submit } from '../assessment/submit.ts'
import { listActivities } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room, rosterFile } from '../cohorts/fixture.ts'
import { importRoster } from '../cohorts/import-roster.ts'
import { acceptInvitation } from '../identity/accept-invitation.ts'
import { createLink } from '../identity/index.ts'
import { invitePerson } from '../identity/invite-person.ts'
import { bindWorkspaceSession, openWorkspace } from '../labs/index.ts'
import { Places } from '../labs/runner/places.ts'
import { saveFile } from '../labs/save-file.ts'
import { type Id, newId } from '../platform/ids.ts'
import { QUOTA_KINDS, type QuotaKind } from '../platform/quotas.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { useEnv } from '../platform/testing/env.ts'
import { inTransaction } from '../platform/transaction.ts'
import { SetQuotaInput } from './inputs.ts'
import { readQuotas, readQuotasOf, setQuota } from './quotas.ts'

const database = useTestDatabase()
const operator = () => database.context(actorWith('operator', newId()))
// Stands where the runner would be and has nothing to say.
const runner = createServer((socket) => socket.on('data', () => socket.end('{"ok":true,"result":{"openLabs":{}}}\n')))
let lab: { id: Id<'activity'>; versionId: Id<'contentVersion'> }
let room: Room
const socket = join(mkdtempSync(join(tmpdir(), 'quotas-')), 'runner.sock')

useEnv(() => ({ RUNNER_SOCKET: socket }))
beforeAll(async () => {
  await new Promise<void>((resolve) => runner.listen(socket, resolve))
  const setup = database.context()
  await publishContent(setup, ['content'])
  const rows = await listActivities(setup, ['s1-from-law-to-control'])
  const { activity } = rows.find(({ activity }) => activity.kind === 'lab')!
  lab = { id: activity.id, versionId: activity.currentVersionId! }
  room = await makeRoom(database, 's1-from-law-to-control')
})
afterAll(() => void runner.close())

const set = (kind: QuotaKind, value: number | null, organisationId: Id<'organisation'> | null = room.partner) =>
  setQuota(operator(), { quotaId: newId(), kind, value, organisationId, reason: 'A small contract' })
const outcomes = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map((result) =>
    result.status === 'fulfilled' ? 'ok' : (result.reason as { reason: string }).reason,
  )
const email = () => `${randomUUID()}@a.jp`

describe('a limit', () => {
  test('is the organisation’s own, else the site’s, else that of the configuration, and each change is written down', async () => {
    const seats = async () => (await readQuotasOf(operator(), { organisationId: room.partner })).limits[0]!
    expect(await seats()).toMatchObject({ kind: 'seats', value: 5000, origin: 'configuration' })
    await set('seats', 40, null)
    expect(await seats()).toMatchObject({ value: 40, origin: 'site' })
    const own = { quotaId: newId(), kind: 'seats' as const, value: 7, organisationId: room.partner, reason: 'Seven' }
    await Promise.all([setQuota(operator(), own), setQuota(operator(), own)])
    expect(await seats()).toMatchObject({ value: 7, origin: 'organisation' })
    const other = await readQuotasOf(operator(), { organisationId: room.otherPartner })
    expect(other.limits[0]).toMatchObject({ value: 40 })
    await set('seats', null)
    await set('seats', null, null)
    expect(await seats()).toMatchObject({ value: 5000, origin: 'configuration' })
    const { changes } = await readQuotasOf(operator(), { organisationId: room.partner })
    expect(changes.map(({ value, reason }) => [value, reason])).toEqual([
      [null, 'A small contract'],
      [7, 'Seven'],
    ])
    const { rows } = await database.db.execute(`select count(*)::int as n from audit_events where action = 'quota.set'`)
    expect(rows).toEqual([{ n: 4 }])
  })

  test('is for operators alone, and for organisations that there are', async () => {
    for (const role of ['programme_manager', 'partner_manager', 'auditor'] as const) {
      const ctx = database.context(actorWith(role, room.partner))
      for (const call of [readQuotas(ctx), readQuotasOf(ctx, { organisationId: room.partner })])
        await expect(call).rejects.toMatchObject({ code: 'not_found' })
      const input = { quotaId: newId(), kind: 'seats' as const, value: 1, organisationId: null, reason: 'Mine' }
      await expect(setQuota(ctx, input)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(set('seats', 1, newId())).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([0, -1, 1.5, 1_000_001, '3'])('of %s is none', (value) => {
    const input = { quotaId: newId(), organisationId: null, kind: 'seats', value, reason: 'A number' }
    expect(SetQuotaInput.safeParse(input).success).toBe(false)
  })

  test('is of a kind that the screen can set', () => {
    for (const kind of QUOTA_KINDS)
      expect(
        SetQuotaInput.safeParse({ quotaId: newId(), organisationId: null, kind, value: 1, reason: 'A number' }).success,
      ).toBe(true)
  })
})

describe('seats', () => {
  const manager = () => room.as('partner_manager', room.partner, new Date())
  const invite = (address: string) =>
    invitePerson(manager(), { email: address, role: 'instructor', organisationId: room.partner })

  test('run out: of two invitations for the last one is sent, and who was invited may be again', async () => {
    await set('seats', 2)
    const first = email()
    await invite(first)
    const [a, b] = [email(), email()]
    expect((await outcomes([invite(a), invite(b)])).toSorted()).toEqual(['ok', 'quotaSeats'])
    expect(await outcomes([invite(first), invite(email())])).toEqual(['ok', 'quotaSeats'])
    await expect(invite(email())).rejects.toMatchObject({ params: { max: 2, left: 0 } })
    await set('seats', null)
  })

  test('are taken by who joins: of two for the last one stays outside, and can come when there is room', async () => {
    await set('seats', 1, room.otherPartner)
    const join = async () => {
      const target = { organisationId: room.otherPartner, role: 'learner' as const, email: email() }
      const secret = await createLink(operator(), newId(), 'invitation', 'x', target)
      return { secret, name: 'Somebody', password: 'a long enough one' }
    }
    const nobody = () => database.context({ kind: 'anonymous' })
    const [a, b] = [await join(), await join()]
    const both = await outcomes([acceptInvitation(nobody(), a), acceptInvitation(nobody(), b)])
    expect(both.toSorted()).toEqual(['ok', 'quotaSeats'])
    await set('seats', 2, room.otherPartner)
    await acceptInvitation(nobody(), both[0] === 'ok' ? b : a)
    const { organisations } = await readQuotas(operator())
    const row = organisations.find(({ organisationId }) => organisationId === room.otherPartner)
    expect(row).toMatchObject({ use: { seats: 2 }, limits: { seats: 2 }, own: 1 })
    await set('seats', null, room.otherPartner)
  })

  test('refuse a roster whose people would not fit, and enrol nobody of it', async () => {
    await set('seats', 3)
    const file = rosterFile(['A B', email()], ['C D', email()])
    const input = { cohortId: room.cohortId, file, encoding: null, importId: newId(), leaveOutFaulty: false }
    await expect(importRoster(room.manager, { ...input, invite: true })).rejects.toMatchObject({ reason: 'quotaSeats' })
    const { rows } = await database.db.execute(`select count(*)::int as n from enrolments`)
    expect(rows).toEqual([{ n: 0 }])
    await importRoster(room.manager, { ...input, invite: false })
    await set('seats', null)
  })
})

async function openWork(mode: 'practice' | 'proctored' = 'practice', learnerId = newId<'person'>()) {
  const { versionId } = lab
  const of = { learnerId, versionId, mode }
  const workspaceId = await inTransaction(database.context(), (ctx) =>
    openWorkspace(ctx, {
      ...{ ...of, organisationId: room.partner, paramsKey: Buffer.alloc(32), closesAt: null, sessionId: null },
      world: { files: { 'notes.md': 'x'.repeat(600_000) } },
    }),
  )
  return { workspaceId, learnerId }
}

describe('room on the disk', () => {
  test('of a workspace is held by every save, and grows with the limit', async () => {
    await set('workspace', 1)
    const { workspaceId, learnerId } = await openWork()
    const ctx = database.context(actorWith('learner', room.partner, learnerId))
    const save = (path: string) =>
      saveFile(ctx, { saveId: newId(), workspaceId, path, content: 'y'.repeat(300_000), baseRevision: 0 })
    const both = await outcomes([save('a.txt'), save('b.txt')])
    expect(both.toSorted()).toEqual(['ok', 'workspaceFull'])
    await set('workspace', 2)
    expect(await save('c.txt')).toMatchObject({ kind: 'saved' })
    await set('workspace', null)
  })

  test('of an organisation: no more labs are opened, but an assessment is', async () => {
    await openWork()
    await set('storage', 1)
    await expect(openWork()).rejects.toMatchObject({ reason: 'quotaStorage', params: { megabytes: 1 } })
    await openWork('proctored')
    const { limits } = await readQuotasOf(operator(), { organisationId: room.partner })
    expect(limits.find(({ kind }) => kind === 'storage')).toMatchObject({ value: 1, used: 3 })
    await set('storage', null)
  })
})

describe('submissions', () => {
  async function attempt(mode: 'practice' | 'proctored' = 'practice', learnerId = newId<'person'>()) {
    const { workspaceId } = await openWork(mode, learnerId)
    const actor = actorWith('learner', room.partner, learnerId)
    const ctx = database.context(actor)
    if (mode === 'proctored') await bindWorkspaceSession(ctx, workspaceId, actor.sessionId)
    await insertAttempt(ctx, {
      ...{ id: newId<'attempt'>(), learnerId, activityId: lab.id, versionId: lab.versionId, mode, workspaceId },
      ...{ assurance: 'none', requestedAt: ctx.now, openedAt: ctx.now },
    })
    return {
      learnerId,
      send: (submitId: string = newId()) => submit({ ...ctx, now: new Date() }, { submitId, workspaceId }),
    }
  }
  const finishAll = () => database.db.execute(`update grading_jobs set finished_at = now(), outcome = 'graded'`)

  test('of a day: of two for the last one is taken, the same again costs nothing, and the assessment is free', async () => {
    await set('submissionsPerDay', 2)
    const { send, learnerId } = await attempt()
    const id = newId()
    await send(id)
    await finishAll()
    const both = await outcomes([send(), send()])
    expect(both.toSorted()).toEqual(['ok', 'quotaSubmissionsPerDay'])
    await finishAll()
    await send(id)
    await expect(send()).rejects.toMatchObject({ reason: 'quotaSubmissionsPerDay', params: { max: 2 } })
    await (await attempt('proctored', learnerId)).send()
    await (await attempt()).send()
    await set('submissionsPerDay', null)
  })

  test('that wait: of two for the last place one is taken, and the next when one was graded', async () => {
    await set('waitingGrades', 1)
    const { send } = await attempt()
    expect((await outcomes([send(), send()])).toSorted()).toEqual(['ok', 'quotaWaitingGrades'])
    await finishAll()
    await send()
    await set('waitingGrades', null)
  })
})

describe('labs in use', () => {
  const holder = (learnerId: string, organisationId: string) =>
    ({ learnerId, organisationId }) as unknown as Parameters<Places['take']>[1]
  const take = (places: Places, id: string, who: Parameters<Places['take']>[1]) =>
    places.take(id as unknown as Id<'workspace'>, who, { perPerson: 2, perOrganisation: 3 })

  test('are counted by person and by organisation, and a place that was given is free', () => {
    const places = new Places()
    take(places, '1', holder('a', 'x'))
    take(places, '2', holder('a', 'x'))
    expect(() => take(places, '3', holder('a', 'x'))).toThrow('quotaOpenLabsPerPerson')
    take(places, '3', holder('b', 'x'))
    expect(() => take(places, '4', holder('c', 'x'))).toThrow('quotaOpenLabs')
    take(places, '4', holder('c', 'y'))
    places.take('5' as unknown as Id<'workspace'>, holder('a', 'x'), null)
    expect(places.counts()).toEqual({ x: 4, y: 1 })
    places.give('1' as unknown as Id<'workspace'>)
    places.give('5' as unknown as Id<'workspace'>)
    take(places, '6', holder('a', 'x'))
    expect(places.inTheWay(holder('a', 'x'), 'quotaOpenLabsPerPerson')).toEqual(['2', '6'])
  })
})
