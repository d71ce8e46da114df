import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '../testing/database.ts'
import { TEST_PASSWORDS } from '../testing/global-setup.ts'
import { prepareDatabase } from './prepare.ts'

const database = useTestDatabase()

/** What the runner may do, table by table; a table that is not here must be closed to it. */
const RUNNER: Record<string, string> = {
  attempts: 'select(id, mode, seed, version_id, workspace_id)',
  blobs: 'insert, select',
  content_files: 'select',
  content_versions: 'select',
  grading_jobs:
    'select, update(finished_at, grader_digest, image_digest, is_passed, lease_expires_at, leased_at, leased_by, outcome, result, result_digest, score, tries)',
  lab_draft_jobs:
    'select, update(finished_at, image_digest, is_proven, lease_expires_at, leased_at, leased_by, outcome, progress, result, tries)',
  lab_proofs: 'select',
  submissions: 'select',
  workspace_files: 'insert, select, update',
  workspace_saves: 'insert, select',
  workspaces: 'select, update(revision)',
}

const APPEND_ONLY = [
  'audit_batches',
  'audit_events',
  'audit_links',
  'cohort_baselines',
  'consent_withdrawals',
  'consents',
  'content_files',
  'content_versions',
  'disclosures',
  'egress_attempts',
  'enrolment_events',
  'exam_answers',
  'lab_draft_saves',
  'lab_publications',
  'observation_seals',
  'observations',
  'placement_facts',
  'placements',
  'question_answers',
  'readiness_events',
  'release_seals',
  'releases',
  'replay_decisions',
  'stage_events',
  'submission_comments',
  'submission_reviews',
  'submissions',
  'workspace_saves',
]

async function privilegesOf(role: string): Promise<Record<string, string>> {
  const { rows } = await database.db.execute<{ table: string; privilege: string; columns: string[] | null }>(sql`
    with whole as (
      select c.relname as table, lower(p) as privilege from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public',
        unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) p
      where c.relkind = 'r' and has_table_privilege(${role}, c.oid, p)),
    part as (
      select c.relname as table, lower(p) as privilege, array_agg(a.attname::text order by a.attname) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' join pg_attribute a on a.attrelid = c.oid and a.attnum > 0,
        unnest(array['SELECT','UPDATE']) p
      where c.relkind = 'r' and not has_table_privilege(${role}, c.oid, p) and has_column_privilege(${role}, c.oid, a.attnum, p)
      group by 1, 2)
    select "table", privilege, null as columns from whole union all select "table", privilege, columns from part order by 1, 2`)
  const byTable = Object.groupBy(rows, (row) => row.table)
  return Object.fromEntries(
    Object.entries(byTable).map(([table, list]) => [
      table,
      list!.map(({ privilege, columns }) => (columns ? `${privilege}(${columns.join(', ')})` : privilege)).join(', '),
    ]),
  )
}

describe('database roles', () => {
  test('the runner reaches lab tables only: no identity, no credential, no ledger', async () => {
    expect(await privilegesOf('terakoya_runner')).toEqual(RUNNER)
  })

  test.each(['people', 'sessions', 'one_time_links', 'credentials', 'stage_events', 'audit_events'])(
    'the runner is refused %s',
    async (table) => {
      await expect(database.runnerDb.execute(sql.raw(`select * from ${table}`))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
    },
  )

  test('the runner enqueues what grading and proving cause and nothing else', async () => {
    for (const name of ['assessment.graded', 'labs.draftProved'])
      await database.runnerDb.execute(
        sql`select terakoya_enqueue('event', ${JSON.stringify({ name })}::json, null, null)`,
      )
    for (const [task, payload] of [
      ['identity.sendLink', '{}'],
      ['event', '{"name":"credentials.issued"}'],
      ['event', '{"name":"labs.other"}'],
    ]) {
      await expect(
        database.runnerDb.execute(sql`select terakoya_enqueue(${task}, ${payload}::json, null, null)`),
      ).rejects.toThrow()
    }
    await expect(database.runnerDb.execute(sql`select graphile_worker.add_job('identity.sendLink')`)).rejects.toThrow()
  })

  test('web and worker append facts and cannot edit them', async () => {
    const privileges = await privilegesOf('terakoya_app')
    for (const table of APPEND_ONLY) expect([table, privileges[table]]).toEqual([table, 'insert, select'])
  })

  test('neither role can create, or become another', async () => {
    for (const db of [database.db, database.runnerDb]) {
      await expect(db.execute(sql`create table public.mine (id int)`)).rejects.toThrow()
      await expect(db.execute(sql`set role terakoya_owner`)).rejects.toThrow()
    }
  })

  test('preparing twice, and eight times at once, gives the same schema', async () => {
    const dump = async () => {
      const client = new pg.Client({ connectionString: database.ownerUrl })
      await client.connect()
      const { rows } = await client.query(
        "select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2",
      )
      await client.end()
      return rows
    }
    const before = await dump()
    await Promise.all(Array.from({ length: 8 }, () => prepareDatabase(database.ownerUrl, TEST_PASSWORDS)))
    expect(await dump()).toEqual(before)
  })
})
