import { generateKeyPairSync, sign } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaySubmission } from '../assessment/replay-submission.ts'
import { chainAudit, signatureCheckOf, verifyAudit } from '../audit/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { freezeCohort } from '../cohorts/freeze-cohort.ts'
import { readCandidate } from '../employers/candidates.ts'
import { allow, type Market, makeMarket, NOW, publish } from '../employers/fixture-queries.ts'
import { hashPassword } from '../identity/passwords.ts'
import { readFunnel } from '../outcomes/read-outcomes.ts'
import { getBlobs } from '../platform/blobs.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { eraseLapsed, erasePerson } from './erase-person.ts'
import { requestExport } from './export-person.ts'
import { MARKED, markLearner } from './fixture-queries.ts'
import { keepAccount, readErasure, requestErasure } from './request-erasure.ts'

const database = useTestDatabase()
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const signer = {
  keyId: 'k',
  sign: (message: string) => sign(null, Buffer.from(message), privateKey).toString('base64url'),
}
const check = signatureCheckOf(new Map([['k', publicKey.export({ type: 'spki', format: 'pem' }) as string]]))

/** The database looks at its own clock before it lets saved versions go, so that these times are real ones. */
const DAY = 86_400_000
const ERASED = new Date()
const ASKED = new Date(ERASED.getTime() - 20 * DAY)
const PASSWORD = 'correct horse battery staple'

let market: Market
let room: Room
let learner: Awaited<ReturnType<typeof makeMarked>>

const worker = (now = ERASED) => database.context({ kind: 'system', process: 'worker' }, now)
const anonymous = (now: Date) => database.context({ kind: 'anonymous' }, now)
const forgotten: string[] = []
const ask = (set: Partial<Parameters<typeof requestErasure>[1]> = {}) =>
  requestErasure(
    learner.as(ASKED),
    { password: PASSWORD, revokesCredentials: false, ...set },
    async (id) => void forgotten.push(id),
  )
const waiting = async () => {
  const { rows } = await database.db.execute<{ id: string }>(
    sql`select id from erasures where person_id = ${learner.id} and cancelled_at is null and erased_at is null`,
  )
  return rows[0]!.id
}
const erase = async (now = ERASED) => erasePerson(worker(now), { erasureId: await waiting() })
const count = async (query: ReturnType<typeof sql>) =>
  Number((await database.db.execute<{ count: string }>(query)).rows[0]!.count)

/** Tables and contents in which one of the words stands, whatever the column is. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')",
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select 1 from ${name} t where t::text ~* $1 limit 1`, [words.join('|')])
    if (rowCount) found.push(name)
  }
  const { rows: blobs } = await client.query<{ text: string }>(`select encode(bytes, 'escape') as text from blobs`)
  if (blobs.some(({ text }) => new RegExp(words.join('|'), 'i').test(text))) found.push('blobs.bytes')
  await client.end()
  return found.toSorted()
}
const NAMES = ['Kiyohara', 'tomoe.kiyohara']

async function makeMarked(cohortId: Room['cohortId'], marked = MARKED) {
  const learner = await market.newLearner()
  const consentId = await allow(learner, await publish(market.employer))
  const { id, person } = market.employer
  const offered = { id: learner.id, consentId, employer: { id, personId: person.id } }
  return { ...learner, consentId, ...(await markLearner(market.setup, offered, cohortId, marked)) }
}

beforeAll(async () => {
  await publishContent(database.context(undefined, NOW), ['content'])
  market = await makeMarket(database)
  room = await makeRoom(database, 's1-from-law-to-control')
})

const OTHER = { name: 'Somebody else', email: 'else@marked.invalid', path: 'policy/else.ts' }

async function newLearner(cohortId = room.otherCohortId, marked = OTHER): Promise<void> {
  learner = await makeMarked(cohortId, marked)
  await database.db.execute(
    sql`update people set password_hash = ${await hashPassword(PASSWORD)} where id = ${learner.id}`,
  )
}
describe('asking to be erased', () => {
  test('wants the password, and a wrong one changes nothing', async () => {
    await newLearner()
    await expect(ask({ password: 'wrong' })).rejects.toMatchObject({ reason: 'wrongPassword' })
    expect(await count(sql`select count(*) from people where id = ${learner.id} and closed_at is null`)).toBe(1)
    await expect(
      requestErasure(anonymous(ASKED), { password: PASSWORD, revokesCredentials: false }),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('closes the account and takes consents back at once, and can be called off for 14 days, once', async () => {
    const asOwn = { consentId: learner.consentId }
    await expect(readCandidate(market.employer.as(), asOwn)).resolves.toBeTruthy()
    const { secret, dueAt } = await ask()
    expect(dueAt.getTime() - ASKED.getTime()).toBe(14 * DAY)
    await expect(readCandidate(market.employer.as(), asOwn)).rejects.toMatchObject({ code: 'not_found' })
    expect(await count(sql`select count(*) from sessions where person_id = ${learner.id} and revoked_at is null`)).toBe(
      0,
    )
    expect(await readErasure(anonymous(ASKED), { secret })).toEqual({ dueAt })
    await erase(new Date(dueAt.getTime() - 1))
    await expect(keepAccount(anonymous(dueAt), { secret })).rejects.toMatchObject({ code: 'expired' })
    await keepAccount(anonymous(new Date(dueAt.getTime() - 1)), { secret })
    await expect(keepAccount(anonymous(ASKED), { secret })).rejects.toMatchObject({ code: 'expired' })
    expect(
      await count(
        sql`select count(*) from people where id = ${learner.id} and closed_at is null and name = ${OTHER.name}`,
      ),
    ).toBe(1)
    await expect(readCandidate(market.employer.as(), asOwn)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('called off, nothing is erased when its day comes', async () => {
    const { secret } = await ask()
    const erasureId = await waiting()
    await keepAccount(anonymous(ASKED), { secret })
    await erasePerson(worker(), { erasureId })
    expect(await count(sql`select count(*) from people where id = ${learner.id} and name = ${OTHER.name}`)).toBe(1)
  })

  test('is refused to the last operator', async () => {
    const operator = newId<'person'>()
    const row = { email: `${operator}@test.invalid`, at: NOW }
    await database.db.execute(
      sql`insert into people (id, email, name, created_at) values (${operator}, ${row.email}, 'O', ${row.at})`,
    )
    await database.db.execute(
      sql`insert into memberships (id, person_id, organisation_id, role, created_at)
          values (${newId()}, ${operator}, ${room.owner}, 'operator', ${row.at})`,
    )
    const ctx = database.context(actorWith('operator', room.owner, operator), ASKED)
    await expect(requestErasure(ctx, { password: '', revokesCredentials: false })).rejects.toMatchObject({
      reason: 'lastOperator',
    })
  })

  test('saved versions cannot be taken by anything but an erasure that is due', async () => {
    await expect(database.db.execute(sql`select terakoya_erase_saves(${learner.id})`)).rejects.toThrow()
    await expect(database.runnerDb.execute(sql`select terakoya_erase_saves(${learner.id})`)).rejects.toThrow()
    await expect(database.db.execute(sql`delete from workspace_saves`)).rejects.toThrow()
  })
})

describe('once erased', () => {
  test('no table and no content names the person, and nothing of the ledgers has moved', async () => {
    await newLearner(room.cohortId, MARKED)
    await freezeCohort(room.manager, { cohortId: room.cohortId })
    await requestExport(learner.as(ASKED))
    await chainAudit(worker(), async () => signer)
    const facts = async () => {
      const { dataCut: _, people, ...funnel } = await readFunnel(room.manager, { cohortId: room.cohortId })
      const grades = await database.db.execute(
        sql`select id, score, is_passed, result_digest from grading_jobs where learner_id = ${learner.id} order by id`,
      )
      const evidence = await count(sql`select count(*) from competency_evidence where learner_id = ${learner.id}`)
      const placed = await count(sql`select count(*) from placements where learner_id = ${learner.id}`)
      return { funnel, people: people.length, grades: grades.rows, evidence, placed }
    }
    const then = await facts()
    const notes = ['enrolment_notes', 'observation_notes', 'submission_comment_texts', 'submission_review_notes']
    const noted = notes.map((name) => `public.${name}`)
    const named = ['public.people', ...noted, 'public.grading_jobs']
    expect(await placesOf(NAMES)).toEqual(expect.arrayContaining([...named, 'public.workspace_saves', 'blobs.bytes']))
    await ask()
    await erase()
    expect(forgotten).toContain(learner.workspaceId)
    expect(await placesOf(NAMES)).toEqual([])
    expect(await facts()).toEqual(then)
    expect(await count(sql`select count(*) from notices where person_id = ${learner.id}`)).toBe(0)
    await chainAudit(worker(), async () => signer)
    expect(await verifyAudit(worker(), check)).toMatchObject({ ok: true })
  })

  test('contents that others need stay, and those that nobody needs are gone', async () => {
    const { first, second, shared } = learner.blobs
    const kept = await getBlobs(worker(), [first, second, shared, learner.snapshotDigest])
    expect([first, second, learner.snapshotDigest].filter((digest) => kept.has(digest))).toEqual([])
    const { rows } = await database.db.execute<{ digest: string }>(
      sql`select s.snapshot_digest as digest from credentials c join submissions s on s.id = c.submission_id
          where c.learner_id = ${learner.id}`,
    )
    expect((await getBlobs(worker(), [rows[0]!.digest])).size).toBe(1)
  })

  test('a replay says so in a sentence instead of failing', async () => {
    const auditor = database.context(actorWith('auditor', room.owner))
    await expect(replaySubmission(auditor, { submissionId: learner.submissionId })).rejects.toMatchObject({
      code: 'precondition_failed',
      reason: 'workErased',
    })
  })

  test('credentials are not revoked: their status stays, the document with the name goes', async () => {
    const { rows } = await database.db.execute(
      sql`select revoked_at, document, digest from credentials where learner_id = ${learner.id}`,
    )
    expect(rows).toEqual([{ revoked_at: null, document: null, digest: expect.any(String) }])
  })

  test('they are revoked when the person asked for that, and the list is signed anew', async () => {
    await newLearner(room.otherCohortId, { ...OTHER, email: 'third@marked.invalid' })
    await ask({ revokesCredentials: true })
    await erase()
    const { rows } = await database.db.execute(
      sql`select revoked_reason, revoked_at is not null as revoked from credentials where learner_id = ${learner.id}`,
    )
    expect(rows).toEqual([{ revoked_reason: 'erased', revoked: true }])
    expect(
      await count(
        sql`select count(*) from graphile_worker._private_jobs where payload->>'name' = 'credentials.revoked'`,
      ),
    ).toBe(1)
  })

  test('a submission stays as long as a credential rests on it', async () => {
    await newLearner(room.otherCohortId, { ...OTHER, email: 'fourth@marked.invalid' })
    await database.db.execute(
      sql`update credentials set submission_id = ${learner.submissionId} where learner_id = ${learner.id}`,
    )
    await ask()
    await erase()
    const stored = async () => (await getBlobs(worker(), [learner.snapshotDigest, learner.blobs.second])).size
    await eraseLapsed(worker())
    expect([await stored(), (await getBlobs(worker(), [learner.blobs.first])).size]).toEqual([2, 0])
    const ended = { at: new Date(ERASED.getTime() - 1) }
    await database.db.execute(sql`update credentials set expires_at = ${ended.at} where learner_id = ${learner.id}`)
    await eraseLapsed(worker())
    expect(await stored()).toBe(0)
  })

  test('erasing again changes nothing', async () => {
    const events = () => count(sql`select count(*) from audit_events where action = 'person.erase'`)
    const before = await events()
    const { rows } = await database.db.execute<{ id: string }>(sql`select id from erasures where erased_at is not null`)
    for (const { id } of rows) await erasePerson(worker(), { erasureId: id })
    expect(await events()).toBe(before)
  })
})
