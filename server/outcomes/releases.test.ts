import { generateKeyPairSync, sign } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { insertAuditKey, markAuditKeyCompromised, signatureCheckOf } from '../audit/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { transferLearner } from '../cohorts/change-enrolment.ts'
import { makeRoom, type Room, rosterFile } from '../cohorts/fixture.ts'
import { freezeCohort } from '../cohorts/freeze-cohort.ts'
import { importRoster } from '../cohorts/import-roster.ts'
import { listRoster } from '../cohorts/queries.ts'
import type { Context } from '../platform/context.ts'
import { derivedId, type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { previewRelease, publishRelease, sealRelease } from './publish-release.ts'
import { insertStageEvents } from './queries.ts'
import { readPublicOutcomes } from './read-outcomes.ts'
import { listReleases, recomputeRelease } from './read-releases.ts'
import { recordEnrolled } from './record-stage.ts'
import { rostersOf, verifyReleaseFile } from './release-document.ts'
import { countCohorts } from './rollup-queries.ts'
import type { Stage } from './schema.ts'

const pair = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const signer = {
  keyId: 'k',
  sign: (message: string) => sign(null, Buffer.from(message), pair.privateKey).toString('base64url'),
}
const database = useTestDatabase()
const at = (day: number) => new Date(Date.UTC(2026, 4, day))
let auditor: Context

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  await insertAuditKey(database.context(undefined, at(1)), { keyId: 'k', publicKeyPem: pair.publicKey })
  auditor = database.context(actorWith('auditor', newId()), at(20))
})

async function enrol(room: Room, cohortId: Id<'cohort'>, count: number): Promise<Id<'enrolment'>[]> {
  const people = Array.from({ length: count }, () => [`P ${newId()}`, `${newId()}@a.jp`] as [string, string])
  await importRoster(room.manager, {
    ...{ cohortId, file: rosterFile(...people), encoding: null, importId: newId() },
    ...{ leaveOutFaulty: false, invite: false },
  })
  return (await listRoster(room.manager, cohortId)).map(({ enrolmentId }) => enrolmentId)
}

async function freeze(room: Room, cohortId: Id<'cohort'>, now = at(1)): Promise<void> {
  const { rosterDigest } = await freezeCohort({ ...room.manager, now }, { cohortId })
  const roster = await listRoster(room.manager, cohortId)
  const enrolmentIds = roster.filter(({ withdrawnAt }) => !withdrawnAt).map(({ enrolmentId }) => enrolmentId)
  await recordEnrolled(database.context(undefined, now), {
    cohortId,
    enrolmentIds,
    rosterDigest,
    frozenAt: now.toISOString(),
  })
}

async function reach(
  cohortId: Id<'cohort'>,
  enrolmentIds: readonly Id<'enrolment'>[],
  stage: Stage,
  facts: { on?: Date; effect?: 'reached' | 'lapsed'; ref?: string } = {},
): Promise<void> {
  const { on = at(5), effect = 'reached', ref = 'test' } = facts
  await insertStageEvents(
    database.context(),
    enrolmentIds.map((enrolmentId) => ({
      ...{ id: derivedId('test', enrolmentId, stage, ref), enrolmentId, cohortId, stage, effect },
      ...{ occurredAt: on, recordedAt: on, evidenceRef: ref, corrects: null },
    })),
  )
}

/** Two partners with forty each, of whom thirty are active and twenty certified. */
async function frozenRoom() {
  const room = await makeRoom(database, 's1-from-law-to-control')
  const first = await enrol(room, room.cohortId, 40)
  const second = await enrol(room, room.otherCohortId, 40)
  await freeze(room, room.cohortId)
  await freeze(room, room.otherCohortId)
  for (const [cohortId, people] of [
    [room.cohortId, first],
    [room.otherCohortId, second],
  ] as const) {
    await reach(cohortId, people.slice(0, 30), 'S1')
    await reach(cohortId, people.slice(0, 20), 'S3')
  }
  return { room, first, second, of: { programmeId: room.programmeId, ownerId: room.owner } }
}

const counts = async (room: Room, cohortId: Id<'cohort'>) => (await countCohorts(room.manager, [cohortId]))[0]!

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

describe('counting', () => {
  test('holds the frozen denominator, the newest word about S4, and starts in time', async () => {
    const { room, first } = await frozenRoom()
    await enrol(room, room.cohortId, 3)
    await reach(room.cohortId, first.slice(0, 12), 'S4')
    await reach(room.cohortId, first.slice(0, 4), 'S4', { on: at(6), effect: 'lapsed', ref: 'later' })
    await reach(room.cohortId, first.slice(0, 1), 'S4', { on: at(7), ref: 'again' })
    await reach(room.cohortId, first.slice(0, 5), 'S5', { on: new Date('2027-03-29T00:00:00Z') })
    await reach(room.cohortId, first.slice(5, 7), 'S5', { on: new Date('2027-03-30T00:00:00Z') })
    const now = new Date('2027-06-01T00:00:00Z')
    const [row] = await countCohorts({ ...room.manager, now }, [room.cohortId])
    expect(row).toMatchObject({
      S0: 40,
      S1: 30,
      S2: 0,
      S3: 20,
      S4: 9,
      lapsed: 3,
      S5: 5,
      deployed: 7,
      S6: 0,
      notYetDue: 7,
    })
  })

  test('counts who was transferred once, in the cohort they first froze in', async () => {
    const { room, first } = await frozenRoom()
    const late = await room.newCohort(room.partner)
    const mover = first[39]!
    await transferLearner(
      { ...room.manager, now: at(2) },
      { enrolmentId: mover, eventId: newId(), note: '', on: '2026-04-01', toCohortId: late },
    )
    const newcomers = await enrol(room, late, 2)
    await freeze(room, late, at(3))
    const arrived = (await listRoster(room.manager, late)).map(({ enrolmentId }) => enrolmentId)
    expect(newcomers).toHaveLength(3)
    await reach(late, arrived, 'S1')
    await reach(late, arrived, 'S3')
    expect(await counts(room, room.cohortId)).toMatchObject({ S0: 40, S1: 31, S3: 21 })
    expect(await counts(room, late)).toMatchObject({ S0: 2, S1: 2, S3: 2 })
    const all = await countCohorts(room.manager, [room.cohortId, room.otherCohortId, late])
    expect(all.reduce((sum, row) => sum + row.S0, 0)).toBe(82)
  })

  test('leaves a denominator alone when somebody on it is transferred to it again', async () => {
    const { room, first, second } = await frozenRoom()
    const move = (enrolmentId: string, toCohortId: string) =>
      transferLearner(
        { ...room.manager, now: at(4) },
        { enrolmentId, eventId: newId(), note: '', on: '2026-04-01', toCohortId },
      )
    await move(first[0]!, room.otherCohortId)
    const there = (await listRoster(room.manager, room.otherCohortId)).find(
      ({ enrolmentId }) => !second.includes(enrolmentId),
    )!
    await move(there.enrolmentId, room.cohortId)
    await reach(room.otherCohortId, [there.enrolmentId], 'S2')
    expect(await counts(room, room.cohortId)).toMatchObject({ S0: 40, S2: 1 })
    expect(await counts(room, room.otherCohortId)).toMatchObject({ S0: 40, S2: 0 })
  })
})

describe('a release', () => {
  const publisher = (room: Room, day: number): Context => ({ ...room.manager, now: at(day) })

  test('is published once, signed, shown to everybody, and recomputed without a difference', async () => {
    const { room, of } = await frozenRoom()
    const preview = await previewRelease(publisher(room, 10), of)
    expect(preview.rows.map(({ cells }) => cells[3])).toMatchObject(
      [20, 20, 40].map((value) => ({ value, reason: null })),
    )
    const releaseId = newId<'release'>()
    await publishRelease(publisher(room, 10), { ...of, releaseId })
    await publishRelease(publisher(room, 10), { ...of, releaseId })
    expect(await recomputeRelease(auditor, { releaseId })).toMatchObject({ differences: 0, seal: { state: 'waiting' } })
    expect((await readPublicOutcomes(auditor)).releases.map((row) => row.releaseId)).not.toContain(releaseId)
    await sealRelease(database.context(), { releaseId }, signer)
    await sealRelease(database.context(), { releaseId }, signer)
    const told = await recomputeRelease(auditor, { releaseId })
    expect(told).toMatchObject({ differences: 0, facts: { isSame: true }, seal: { state: 'holds', keyId: 'k' } })
    expect(told.figures).toHaveLength(21)
    expect(told.figures.filter(({ stage }) => stage === 'S3').map(({ value }) => value)).toEqual([20, 20, 40])
    expect((await readPublicOutcomes(database.context({ kind: 'anonymous' }))).releases).toContainEqual(
      expect.objectContaining({ releaseId }),
    )
    expect((await listReleases(auditor)).map((row) => row.releaseId)).toContain(releaseId)
  })

  test('prints when each roster was frozen, and how many left before unless they are few', async () => {
    const { room, of } = await frozenRoom()
    const releaseId = newId<'release'>()
    await publishRelease(publisher(room, 10), { ...of, releaseId })
    const { document } = await recomputeRelease(auditor, { releaseId })
    expect(document.rosters).toEqual(
      [room.partner, room.otherPartner]
        .toSorted()
        .map((row) => ({ row, startsOn: '2026-04-01', frozenOn: '2026-05-01', leftBefore: 0 })),
    )
    expect(document.programme.isEvaluation).toBe(true)
    const few = { partnerId: 'p', startsOn: '2026-04-01', frozenOn: '2026-04-08', leftBefore: 9 }
    expect(rostersOf([few, { ...few, leftBefore: 10 }]).map(({ leftBefore }) => leftBefore)).toEqual([null, 10])
  })

  test('leaves as a file that holds by the public key alone, and no other', async () => {
    const { room, of } = await frozenRoom()
    const { releaseId } = await publishRelease(publisher(room, 10), { ...of, releaseId: newId() })
    await sealRelease(database.context(), { releaseId }, signer)
    const { file } = await recomputeRelease(auditor, { releaseId })
    const copy = JSON.parse(JSON.stringify(file)) as typeof file
    const check = signatureCheckOf(new Map([['k', pair.publicKey]]))
    expect(verifyReleaseFile(copy, check)).toBe('holds')
    expect(verifyReleaseFile(copy, () => false)).toBe('signatureWrong')
    const figures = copy.document.figures.with(3, { ...copy.document.figures[3]!, value: 39 })
    expect(verifyReleaseFile({ ...copy, document: { ...copy.document, figures } }, check)).toBe('digestDiffers')
  })

  test('is not believed when it was sealed after its key had been in other hands', async () => {
    const { room, of } = await frozenRoom()
    const stolen = { ...signer, keyId: 'stolen' }
    await insertAuditKey(database.context(undefined, at(1)), { keyId: 'stolen', publicKeyPem: pair.publicKey })
    const { releaseId } = await publishRelease(publisher(room, 10), { ...of, releaseId: newId() })
    await sealRelease(database.context(undefined, at(10)), { releaseId }, stolen)
    const stateSince = async (since: Date) => {
      await markAuditKeyCompromised(database.context(), 'stolen', since)
      return (await recomputeRelease(auditor, { releaseId })).seal.state
    }
    expect(await stateSince(at(11))).toBe('holds')
    expect(await stateSince(at(9))).toBe('compromised')
  })

  test('stays what it was when facts come later, and the next one withholds what would tell a few apart', async () => {
    const { room, of, first } = await frozenRoom()
    const earlier = await publishRelease(publisher(room, 10), { ...of, releaseId: newId() })
    await reach(room.cohortId, first.slice(20, 24), 'S3', { ref: 'late' })
    const later = await publishRelease(publisher(room, 11), { ...of, releaseId: newId() })
    for (const { releaseId } of [earlier, later])
      expect(await recomputeRelease(auditor, { releaseId })).toMatchObject({ differences: 0, facts: { isSame: true } })
    const { document } = await recomputeRelease(auditor, later)
    expect(document.suppression).toContainEqual({ row: room.partner, stage: 'S3', reason: 'change' })
    expect(document.suppression.filter(({ stage }) => stage === 'S3').length).toBeGreaterThan(1)
  })

  test('is refused while nothing is new, also to two at once', async () => {
    const { room, of } = await frozenRoom()
    const both = await Promise.allSettled(
      [newId(), newId()].map((releaseId) => publishRelease(publisher(room, 10), { ...of, releaseId })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(publishRelease(publisher(room, 12), { ...of, releaseId: newId() })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'nothingNew',
    })
  })

  test('is refused while nothing is frozen', async () => {
    const room = await makeRoom(database, 's1-from-law-to-control')
    const of = { programmeId: room.programmeId, ownerId: room.owner }
    expect(await previewRelease(room.manager, of)).toMatchObject({ rows: [] })
    await expect(publishRelease(room.manager, { ...of, releaseId: newId() })).rejects.toMatchObject({
      reason: 'nothingFrozen',
    })
  })

  test('is not for anybody else to publish, and of nobody there is none', async () => {
    const { room, of } = await frozenRoom()
    for (const ctx of [room.stranger, room.partnerManager, auditor]) {
      await expect(publishRelease(ctx, { ...of, releaseId: newId() })).rejects.toMatchObject({ code: 'not_found' })
      await expect(previewRelease(ctx, of)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(
      publishRelease(room.manager, { ...of, programmeId: newId(), releaseId: newId() }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(recomputeRelease(auditor, { releaseId: newId() })).rejects.toMatchObject({ code: 'not_found' })
    await expect(recomputeRelease(room.manager, { releaseId: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('tells of a fact that was changed or deleted behind it', async () => {
    const { room, of, first } = await frozenRoom()
    const { releaseId } = await publishRelease(publisher(room, 10), { ...of, releaseId: newId() })
    const fact = `from stage_events where enrolment_id = '${first[0]}' and stage = 'S3'`
    await asOwner(
      `update stage_events set occurred_at = occurred_at + interval '1 second' where id = (select id ${fact})`,
    )
    expect(await recomputeRelease(auditor, { releaseId })).toMatchObject({ differences: 0, facts: { isSame: false } })
    await asOwner(`delete ${fact}`)
    const told = await recomputeRelease(auditor, { releaseId })
    expect(told.facts.isSame).toBe(false)
    expect(told.figures.filter(({ isSame }) => !isSame)).toMatchObject([
      { row: room.partner, stage: 'S3', value: 20, recomputed: 19 },
      { row: 'total', stage: 'S3', value: 40, recomputed: 39 },
    ])
  })
})
