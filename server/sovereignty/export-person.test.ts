import { sql } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { allow, later, type Market, makeMarket, NOW, publish } from '../employers/fixture-queries.ts'
import { AppError } from '../platform/errors.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { downloadExport, makeExport, readExport, requestExport } from './export-person.ts'
import { MARKED, markLearner } from './fixture-queries.ts'
import { gatherPerson } from './gather-person.ts'

const database = useTestDatabase()
let market: Market
let learner: Awaited<ReturnType<typeof makeMarked>>

const worker = (now = NOW) => database.context({ kind: 'system', process: 'worker' }, now)

/** A column that says of whom or by whom a row is, or of whose work it is a part. */
const ABOUT_SOMEBODY =
  '(^|_)(learner|person|assessor|author|viewer|session|enrolment|attempt|submission|entry|workspace|consent|placement|observation)_id$|_by$|^by$|^actor$|_people$|_ids$|email|^leased_by$'

/** Tables with such a column that are left out, and why. A table that is neither here nor in the export fails the test. */
const LEFT_OUT: Record<string, string> = {
  roster_imports: 'what one press on a roster of many people made; an enrolment names its import',
  passkey_challenges: 'random numbers that live for five minutes',
  releases: 'published figures; who published one is an audit event of theirs',
  release_seals: 'the signature of a release',
  replay_decisions: 'what an auditor decided about a replay of the grader',
  key_rotations: 'what was done to keys of the site; who did it is an audit event of theirs',
  quotas: 'limits that an operator set; who set one is an audit event of theirs',
  backup_schedules: 'when the site is backed up; who said so is an audit event of theirs',
  maintenance_jobs: 'backups and upgrades of the site; who asked is an audit event of theirs',
}

/** Of somebody who writes labs; a learner has none. */
const AUTHORED = ['lab_drafts', 'lab_draft_saves', 'lab_draft_jobs', 'lab_publications']

async function makeOne(): Promise<string> {
  await requestExport(learner.as())
  const { id } = (await readExport(learner.as()))!
  await makeExport(worker(), { exportId: id })
  return id
}

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
  const room = await makeRoom(database, 's1-from-law-to-control')
  learner = await makeMarked(room.cohortId)
})

describe('everything about oneself', () => {
  test('holds every table that points at a person, or a reason why not', async () => {
    const { rows } = await database.db.execute<{ table: string }>(sql`
      select distinct c.table_name as table from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name ~ ${ABOUT_SOMEBODY}`)
    const { tables } = await gatherPerson(worker(), learner.id)
    const forgotten = rows.map((row) => row.table).filter((table) => !(table in tables) && !(table in LEFT_OUT))
    expect(forgotten).toEqual([])
    const stale = Object.keys(LEFT_OUT).filter((table) => table in tables)
    expect(stale).toEqual([])
  })

  test('is one archive: rows, files as submitted, every version, credentials as issued', async () => {
    const exportId = await makeOne()
    const { file, day } = await downloadExport(learner.as(), { exportId })
    const entries = unzipSync(Buffer.from(file, 'base64'))
    expect(day).toBe('2027-02-01')
    const everything = JSON.parse(strFromU8(entries['everything.json']!)) as {
      tables: Record<string, Record<string, unknown>[]>
      people: { id: string; name: string }[]
    }
    expect(everything.tables.people).toMatchObject([{ name: MARKED.name, email: MARKED.email, hasPassword: true }])
    for (const [table, rows] of Object.entries(everything.tables)) {
      const mayBeEmpty = ['assignments', 'cohort_baselines', 'disclosures', 'consent_withdrawals', 'placement_facts']
      if (rows.length === 0)
        expect([
          ...mayBeEmpty,
          'confirmation_links',
          'erasures',
          'observation_seals',
          'grade_holds',
          ...AUTHORED,
        ]).toContain(table)
    }
    expect(everything.people).toContainEqual({
      id: market.employer.person.id,
      name: market.employer.person.name,
    })
    const { path } = MARKED
    expect(strFromU8(entries[`submissions/${learner.submissionId}/${path}`]!)).toBe(learner.texts.second)
    expect(strFromU8(entries[`workspaces/${learner.workspaceId}/${path}`]!)).toBe(learner.texts.second)
    expect(strFromU8(entries[`versions/${learner.blobs.first}`]!)).toBe(learner.texts.first)
    expect(Object.keys(entries).filter((name) => name.startsWith('credentials/'))).toHaveLength(1)
  })

  test('holds no hash of a password, no secret, no seed, no key and nothing a hidden check said', async () => {
    const { tables } = await gatherPerson(worker(), learner.id)
    const columns = new Set(Object.values(tables).flatMap((rows) => rows.flatMap((row) => Object.keys(row))))
    for (const name of ['passwordHash', 'secretDigest', 'seed', 'paramsKey', 'publicKey'])
      expect([name, columns.has(name)]).toEqual([name, false])
    const grades = JSON.stringify(tables.grading_jobs)
    expect(grades).toContain('name the rule')
    for (const untold of ['hidden input 4711', 'diagnostics', 'stderr']) expect(grades).not.toContain(untold)
  })

  test('holds nobody else: no other learner’s row and no address but one’s own', async () => {
    const other = await market.newLearner()
    const gathered = await gatherPerson(worker(), learner.id)
    const text = JSON.stringify(gathered)
    for (const foreign of [other.id, other.email, market.employer.person.email]) expect(text).not.toContain(foreign)
  })

  test('is for oneself alone and for one day', async () => {
    const exportId = await makeOne()
    const other = await market.newLearner()
    const refused = { code: 'not_found' }
    await expect(downloadExport(other.as(), { exportId })).rejects.toMatchObject(refused)
    await expect(downloadExport(learner.as(later(1)), { exportId })).rejects.toMatchObject(refused)
    await expect(downloadExport(database.context({ kind: 'anonymous' }), { exportId })).rejects.toBeInstanceOf(AppError)
  })

  test('asked for twice at once is made once, and made twice is one', async () => {
    await Promise.all([requestExport(learner.as(later(3))), requestExport(learner.as(later(3)))])
    const waiting = (await readExport(learner.as(later(3))))!
    expect(waiting).toMatchObject({ percent: 0, readyAt: null })
    await makeExport(worker(later(3)), { exportId: waiting.id })
    const made = await readExport(learner.as(later(3)))
    await makeExport(worker(later(3.5)), { exportId: waiting.id })
    expect(made).toMatchObject({ percent: 100, readyAt: later(3) })
    expect(await readExport(learner.as(later(3)))).toEqual(made)
  })
})
