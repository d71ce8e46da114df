import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { insertMembership, insertPerson } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { beginAttempt } from './begin-work.ts'
import { withdrawLearner } from './change-enrolment.ts'
import { makeRoom, NOW, type Room, rosterFile } from './fixture.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { importRoster } from './import-roster.ts'
import { previewRoster } from './preview-roster.ts'
import { listRoster, selectOptionalBaseline } from './queries.ts'
import { readRoster } from './read-roster.ts'
import { undoImport } from './undo-import.ts'

const database = useTestDatabase()
let room: Room

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
})

const address = () => `${newId()}@a.jp`
const importOf = (cohortId: string, file: string, more: { importId?: string; leaveOutFaulty?: boolean } = {}) => ({
  ...{ cohortId, file, encoding: null, importId: newId(), leaveOutFaulty: false, invite: true },
  ...more,
})
async function count(table: string, where = sql`true`): Promise<number> {
  const { rows } = await database.db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.raw(table)} where ${where}`,
  )
  return rows[0]!.n
}
async function everything() {
  const [people, enrolments, links, memberships] = await Promise.all(
    ['people', 'enrolments', 'one_time_links', 'memberships'].map((table) => count(table)),
  )
  return { people, enrolments, links, memberships }
}
async function insertSomebody(organisationId: Id<'organisation'>, email: string, name: string): Promise<void> {
  const ctx = database.context(undefined, NOW)
  const personId = newId<'person'>()
  await insertPerson(ctx, { id: personId, email, name, passwordHash: 'x', createdAt: NOW })
  await insertMembership(ctx, { id: newId(), personId, organisationId, role: 'learner', createdAt: NOW })
}
async function enrolmentsOf(ctx: Context, cohortId: Id<'cohort'>) {
  return (await listRoster(ctx, cohortId)).map((row) => row.enrolmentId)
}

describe('the preview', () => {
  test('writes nothing, and shows somebody known to another organisation like somebody new', async () => {
    const [known, elsewhere, fresh] = [address(), address(), address()]
    await insertSomebody(room.partner, known, 'Known Here')
    await insertSomebody(room.otherPartner, elsewhere, 'Their Real Name')
    const before = await everything()
    const file = rosterFile(['A', known], ['B', elsewhere], ['C', fresh])
    const { rows, faults, encoding } = await previewRoster(room.partnerManager, {
      cohortId: room.cohortId,
      file,
      encoding: null,
    })
    expect(encoding).toBe('utf-8')
    expect(faults).toEqual([])
    expect(rows.map(({ name, isKnown }) => [name, isKnown])).toEqual([
      ['A', true],
      ['B', false],
      ['C', false],
    ])
    expect(await everything()).toEqual(before)
  })

  test.each(['otherManager', 'stranger'] as const)('is not there for the %s', async (who) => {
    const input = { cohortId: room.cohortId, file: rosterFile(['A', address()]), encoding: null }
    await expect(previewRoster(room[who], input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(importRoster(room[who], importOf(room.cohortId, input.file))).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('an import', () => {
  test('enrols, invites, audits, and under the same id does nothing again', async () => {
    const cohortId = await room.newCohort(room.partner)
    const input = importOf(cohortId, rosterFile(['Mio', address()], ['Ren', address()]))
    expect(await importRoster(room.partnerManager, input)).toEqual({ enrolled: 2, leftOut: 0 })
    const after = await everything()
    expect(await importRoster(room.partnerManager, input)).toEqual({ enrolled: 2, leftOut: 0 })
    expect(await everything()).toEqual(after)
    expect((await listRoster(room.manager, cohortId)).map((row) => row.name)).toEqual(['Mio', 'Ren'])
    expect(await count('audit_events', sql`action = 'roster.import' and subject_id = ${input.importId}`)).toBe(1)
    const otherFile = importOf(cohortId, rosterFile(['Kai', address()]), { importId: input.importId })
    await expect(importRoster(room.partnerManager, otherFile)).rejects.toMatchObject({ reason: 'idTaken' })
  })

  test('shows somebody whom another organisation knows by the name in the file, not by theirs', async () => {
    const cohortId = await room.newCohort(room.partner)
    const email = address()
    await insertSomebody(room.otherPartner, email, 'Their Real Name')
    await importRoster(room.partnerManager, importOf(cohortId, rosterFile(['As Written', email])))
    expect((await readRoster(room.partnerManager, { cohortId })).people).toMatchObject([{ name: 'As Written' }])
    expect(await count('memberships', sql`organisation_id = ${room.partner} and created_at > ${NOW}`)).toBe(0)
  })

  test('with a fault is refused as a whole, or leaves the faulty lines out', async () => {
    const cohortId = await room.newCohort(room.partner)
    const email = address()
    const file = rosterFile(['Mio', email], ['Mio twice', email], ['', address()])
    await expect(importRoster(room.manager, importOf(cohortId, file))).rejects.toMatchObject({
      reason: 'rosterHasFaults',
      params: { count: 2 },
    })
    expect(await enrolmentsOf(room.manager, cohortId)).toEqual([])
    expect(await importRoster(room.manager, importOf(cohortId, file, { leaveOutFaulty: true }))).toEqual({
      enrolled: 1,
      leftOut: 2,
    })
    const again = await previewRoster(room.manager, { cohortId, file, encoding: null })
    expect(again.faults.map((fault) => fault.kind)).toEqual(['alreadyEnrolled', 'duplicateEmail', 'missingName'])
  })

  test('of the same file twice at once enrols everybody once', async () => {
    const cohortId = await room.newCohort(room.partner)
    const file = rosterFile(...Array.from({ length: 30 }, (_, n): [string, string] => [`P${n}`, address()]))
    const results = await Promise.allSettled([
      importRoster(room.partnerManager, importOf(cohortId, file)),
      importRoster(room.manager, importOf(cohortId, file)),
    ])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { reason: 'rosterHasFaults', params: { count: 30 } },
    })
    expect(await enrolmentsOf(room.manager, cohortId)).toHaveLength(30)
  })

  test('of the same people into two cohorts at once, in opposite order, makes each person once', async () => {
    const cohorts = [await room.newCohort(room.partner), await room.newCohort(room.otherPartner)]
    const people = Array.from({ length: 20 }, (_, n): [string, string] => [`P${n}`, address()])
    const before = await count('people')
    await Promise.all([
      importRoster(room.manager, importOf(cohorts[0]!, rosterFile(...people))),
      importRoster(room.manager, importOf(cohorts[1]!, rosterFile(...people.toReversed()))),
    ])
    expect((await count('people')) - before).toBe(20)
  })

  test('while the roster freezes is in the baseline whole or not at all', async () => {
    for (const _ of [1, 2, 3]) {
      const cohortId = await room.newCohort(room.partner)
      await importRoster(room.manager, importOf(cohortId, rosterFile(['First', address()])))
      const late = importOf(cohortId, rosterFile(['Late', address()], ['Later', address()]))
      await Promise.all([freezeCohort(room.manager, { cohortId }), importRoster(room.manager, late)])
      const baseline = await selectOptionalBaseline(room.manager, cohortId)
      expect([1, 3]).toContain(baseline!.enrolmentIds.length)
      const { people } = await readRoster(room.manager, { cohortId })
      expect(people).toHaveLength(3)
      expect(people.filter((person) => person.countedAs === 'counted')).toHaveLength(baseline!.enrolmentIds.length)
    }
  })
})

describe('undoing an import', () => {
  test('removes exactly what it made, once', async () => {
    const cohortId = await room.newCohort(room.partner)
    const known = address()
    await insertSomebody(room.otherPartner, known, 'Known Elsewhere')
    await importRoster(room.manager, importOf(cohortId, rosterFile(['Stays', address()])))
    const before = await everything()
    const input = importOf(cohortId, rosterFile(['New', address()], ['Known', known]))
    await importRoster(room.partnerManager, input)
    await undoImport(room.partnerManager, input)
    expect(await everything()).toEqual(before)
    await undoImport(room.partnerManager, input)
    expect(await everything()).toEqual(before)
    await expect(importRoster(room.partnerManager, input)).rejects.toMatchObject({ reason: 'importUndone' })
    expect(await count('audit_events', sql`action = 'roster.undoImport' and subject_id = ${input.importId}`)).toBe(1)
  })

  test('keeps somebody who is on another roster by now', async () => {
    const [first, second] = [await room.newCohort(room.partner), await room.newCohort(room.otherPartner)]
    const email = address()
    const input = importOf(first, rosterFile(['Both', email]))
    await importRoster(room.manager, input)
    await importRoster(room.manager, importOf(second, rosterFile(['Both', email])))
    await undoImport(room.manager, input)
    expect(await enrolmentsOf(room.manager, first)).toEqual([])
    expect(await enrolmentsOf(room.manager, second)).toHaveLength(1)
  })

  test('is refused once somebody has begun to work, was changed, or the roster is frozen', async () => {
    const cohortId = await room.newCohort(room.partner)
    const worked = importOf(cohortId, rosterFile(['Works', address()]))
    await importRoster(room.manager, worked)
    const [first] = await enrolmentsOf(room.manager, cohortId)
    await beginAttempt(room.manager, first!)
    await expect(undoImport(room.manager, worked)).rejects.toMatchObject({ reason: 'undoWorked' })

    const changed = importOf(cohortId, rosterFile(['Zoe left', address()]))
    await importRoster(room.manager, changed)
    const last = (await listRoster(room.manager, cohortId)).find((row) => row.name === 'Zoe left')!
    const leaving = { on: '2026-04-01', reason: 'work' as const, note: '' }
    await withdrawLearner(room.manager, { enrolmentId: last.enrolmentId, eventId: newId(), ...leaving })
    await expect(undoImport(room.manager, changed)).rejects.toMatchObject({ reason: 'undoChanged' })

    const third = importOf(cohortId, rosterFile(['Frozen', address()]))
    await importRoster(room.manager, third)
    await freezeCohort(room.manager, { cohortId })
    await expect(undoImport(room.manager, third)).rejects.toMatchObject({ reason: 'undoFrozen' })
  })

  test('and beginning to work at once: one of the two, never both', async () => {
    for (const _ of [1, 2, 3, 4]) {
      const cohortId = await room.newCohort(room.partner)
      const input = importOf(cohortId, rosterFile(['Quick', address()]))
      await importRoster(room.manager, input)
      const [enrolmentId] = await enrolmentsOf(room.manager, cohortId)
      const begin = database.db.transaction((tx) => beginAttempt({ ...room.manager, db: tx }, enrolmentId!))
      const results = await Promise.allSettled([begin, undoImport(room.manager, input)])
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
      const isGone = results[1].status === 'fulfilled'
      expect(await enrolmentsOf(room.manager, cohortId)).toHaveLength(isGone ? 0 : 1)
    }
  })

  test.each(['otherManager', 'stranger'] as const)('is not there for the %s', async (who) => {
    const cohortId = await room.newCohort(room.partner)
    const input = importOf(cohortId, rosterFile(['Mine', address()]))
    await importRoster(room.manager, input)
    await expect(undoImport(room[who], input)).rejects.toMatchObject({ code: 'not_found' })
    expect(await enrolmentsOf(room.manager, cohortId)).toHaveLength(1)
  })
})
