import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { prepareDatabase } from '../platform/db/prepare.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { TEST_PASSWORDS } from '../platform/testing/global-setup.ts'
import { DumpError, readDump, writeDump } from './index.ts'

const database = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'dump-'))
const file = join(folder, 'dump.gz')
const TARGETS = ['restore_whole', 'restore_torn']

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('ownerUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function emptyDatabase(name: string): Promise<string> {
  await admin(`drop database if exists ${name} with (force)`)
  await admin(`create database ${name}`)
  const url = new URL(inject('ownerUrl'))
  url.pathname = `/${name}`
  await prepareDatabase(url.toString(), TEST_PASSWORDS)
  return url.toString()
}

/** Every table of both schemas as sorted text: what must be equal after a restore. */
async function contents(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const tables = await client.query<{ name: string }>(
    "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker') and tablename <> 'migrations' order by 1",
  )
  const all: Record<string, unknown> = {}
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)
    all[name] = rows.map(({ row }) => row)
  }
  const sequences = await client.query(
    "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1",
  )
  all.sequences = sequences.rows
  await client.end()
  return all
}

beforeAll(async () => {
  const ctx = database.context()
  await publishContent(ctx, ['content'])
  await seedEvaluation(ctx)
  await writeDump(database.ownerUrl, file)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const name of TARGETS) await admin(`drop database if exists ${name} with (force)`)
})

describe('a backup', () => {
  test('restored into an empty database gives every table as it was', async () => {
    const url = await emptyDatabase('restore_whole')
    const report = await readDump(url, file)
    const before = await contents(database.ownerUrl)
    expect(report.rows).toBeGreaterThan(100)
    expect(Object.keys(before).length).toBeGreaterThan(30)
    expect(await contents(url)).toEqual(before)
  })

  test('is refused where there is something already, and changes nothing there', async () => {
    const before = await contents(database.ownerUrl)
    await expect(readDump(database.ownerUrl, file)).rejects.toThrow(DumpError)
    expect(await contents(database.ownerUrl)).toEqual(before)
  })

  test('that ends too early is refused whole', async () => {
    const url = await emptyDatabase('restore_torn')
    const torn = join(folder, 'torn.gz')
    await writeDump(database.ownerUrl, torn)
    truncateSync(torn, 20_000)
    const before = await contents(url)
    await expect(readDump(url, torn)).rejects.toThrow(DumpError)
    expect(await contents(url)).toEqual(before)
  })
})
