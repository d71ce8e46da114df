import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { listMigrations } from '../platform/db/migrations-on-disk.ts'
import { prepareDatabase, SchemaNewerError } from '../platform/db/prepare.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { TEST_PASSWORDS } from '../platform/testing/global-setup.ts'
import { digestDatabase } from '../sovereignty/index.ts'
import { fileOf, nameOf, removePartialBackups } from './backup-files.ts'
import { backupBefore, type UpgradeBackup } from './before-upgrade.ts'
import { type PreparedDatabase, readState } from './database.ts'
import type { Instance } from './instance.ts'
import { publishContent } from './publish-content.ts'
import { rehearseUpgrade } from './rehearse-upgrade.ts'
import { takeBackup } from './take-backup.ts'
import { verifyBackup } from './verify-backup.ts'
import { makeWorkFolder, removeLeftWork } from './work-folder.ts'

const database = useTestDatabase()
const dataFolder = mkdtempSync(join(tmpdir(), 'maintenance-'))
const OLD = `old_${randomBytes(4).toString('hex')}`
const secrets = {
  ...{ ownerPassword: 'owner', appPassword: TEST_PASSWORDS.terakoya_app },
  ...{ runnerPassword: TEST_PASSWORDS.terakoya_runner, sessionSecret: 'x' },
}
const instance: Instance = {
  ...{ mode: 'production', dataFolder, checkout: process.cwd(), secrets, accounts: null, runnerSocket: '/nowhere' },
}

async function asOwner<Row extends pg.QueryResultRow>(statement: string, name?: string): Promise<Row[]> {
  const url = new URL(inject('ownerUrl'))
  if (name) url.pathname = `/${name}`
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

const urlOf = (name: string) => Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).toString()
const scratches = async () =>
  (await asOwner<{ name: string }>("select datname as name from pg_database where datname like 'terakoya_scratch_%'"))
    .length

beforeAll(async () => {
  mkdirSync(join(dataFolder, 'keys'))
  writeFileSync(join(dataFolder, 'keys', 'issuer.json'), '{"key":"private"}')
  writeFileSync(join(dataFolder, 'secrets.json'), JSON.stringify(secrets))
  await publishContent(database.context(), ['content'])
  await asOwner(`create database ${OLD}`)
  await prepareDatabase(urlOf(OLD), TEST_PASSWORDS, { first: listMigrations().length - 2 })
})
afterAll(async () => {
  await asOwner(`drop database if exists ${OLD} with (force)`)
  rmSync(dataFolder, { recursive: true, force: true })
})

async function take(file: string) {
  const target = join(dataFolder, file)
  const taken = await takeBackup({ ...instance, ownerUrl: database.ownerUrl, target })
  return { file: target, ...taken }
}

describe('a backup', () => {
  test('restored beside the site gives every table as it was written, and leaves nothing behind', async () => {
    const backup = await take('whole.tar')
    const report = await verifyBackup(instance, database.ownerUrl, backup)
    expect(report).toMatchObject({ tables: backup.tables, rows: backup.rows })
    expect(backup).toMatchObject({ migrations: listMigrations().length, version: expect.stringMatching(/^\d+\.\d+/) })
    expect(statSync(backup.file).mode & 0o077).toBe(0)
    expect(await scratches()).toBe(0)
    expect(readdirSync(dataFolder).toSorted()).toEqual(['keys', 'secrets.json', 'whole.tar'])
  })

  test('that was changed, by one byte or in its rows, is found out', async () => {
    const backup = await take('changed.tar')
    appendFileSync(backup.file, 'x')
    await expect(verifyBackup(instance, database.ownerUrl, backup)).rejects.toThrow('its digest is another')
    await expect(
      verifyBackup(instance, database.ownerUrl, { ...backup, file: join(dataFolder, 'gone.tar') }),
    ).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await scratches()).toBe(0)
  })

  test('has a name that the site gave, and no other is opened or taken away', () => {
    const name = nameOf(new Date('2026-11-22T13:00:05.123Z'), '01a20380-4937-727c-9b88-0344fbc1d6a2')
    expect(name).toBe('terakoya-20261122T130005Z-fbc1d6a2.tar')
    expect(fileOf(dataFolder, name)).toBe(join(dataFolder, 'backups', name))
    for (const other of ['../secrets.json', '/etc/passwd', `x/${name}`, `${name}\n`, 'terakoya-1-2.tar', ''])
      expect(() => fileOf(dataFolder, other)).toThrow('is not the name of a backup')
  })

  test('of an older version is restored at the migrations that it had', async () => {
    const target = join(dataFolder, 'old.tar')
    const taken = await takeBackup({ ...instance, ownerUrl: urlOf(OLD), target })
    expect(taken.migrations).toBe(listMigrations().length - 2)
    await verifyBackup(instance, database.ownerUrl, { file: target, digest: taken.digest })
  })
})

test('half-done work of a process that was killed is taken away, and of one that lives is not', () => {
  const ended = spawnSync('true').pid
  const [left, mine] = [join(dataFolder, `backup-${ended}-abc123`), makeWorkFolder(dataFolder, 'restore')]
  mkdirSync(left)
  writeFileSync(join(left, 'secrets.json'), 'a copy')
  const partial = `${fileOf(dataFolder, nameOf(new Date(), '12345678'))}.partial`
  writeFileSync(partial, 'half')
  removeLeftWork(dataFolder)
  removePartialBackups(dataFolder)
  expect([left, mine, partial].map((path) => existsSync(path))).toEqual([false, true, false])
  rmSync(mine, { recursive: true })
})

describe('an upgrade', () => {
  test('is tried on a copy: what waits is applied there with its time, and the site stays as it is', async () => {
    const before = await digestDatabase(urlOf(OLD))
    const { migrations, rows, content } = await rehearseUpgrade(instance, urlOf(OLD))
    const waiting = listMigrations().slice(-2)
    expect(migrations.map(({ name }) => name)).toEqual(waiting.map(({ name }) => name))
    expect(migrations.every(({ ms }) => ms >= 0)).toBe(true)
    expect(rows).toBeGreaterThanOrEqual(0)
    expect(content.published).toBe(content.activities)
    expect(await digestDatabase(urlOf(OLD))).toEqual(before)
    expect((await readState(urlOf(OLD))).pending).toHaveLength(2)
    expect(await scratches()).toBe(0)
  })

  test('that nothing waits for publishes nothing', async () => {
    const { migrations, content } = await rehearseUpgrade(instance, database.ownerUrl)
    expect([migrations.length, content.published]).toEqual([0, 0])
  })

  test('begins in production with a backup of the moment before, and not without', async () => {
    const state = await readState(urlOf(OLD))
    const opened = { ownerUrl: urlOf(OLD) } as PreparedDatabase
    let kept: UpgradeBackup | null = null
    await backupBefore(instance, (backup) => (kept = backup))(opened, state)
    expect(kept).toMatchObject({ migrations: listMigrations().length - 2 })
    await verifyBackup(instance, database.ownerUrl, {
      file: fileOf(dataFolder, kept!['file']),
      digest: kept!['digest'],
    })
    process.env.BACKUP_FOLDER = '/dev/null/backups'
    const refused = backupBefore(instance, () => {})(opened, state)
    await expect(refused).rejects.toThrow(/the backup that is taken before them failed.*Nothing was changed/)
    delete process.env.BACKUP_FOLDER
    let isTaken = false
    await backupBefore({ ...instance, mode: 'evaluation' }, () => (isTaken = true))(opened, state)
    expect(isTaken).toBe(false)
  })

  test('of a database that a newer version migrated is refused before anything is changed', async () => {
    const name = `newer_${randomBytes(4).toString('hex')}`
    await asOwner(`create database ${name}`)
    await prepareDatabase(urlOf(name), TEST_PASSWORDS, { first: listMigrations().length - 1 })
    const hash = createHash('sha256').update('from the future').digest('hex')
    await asOwner(
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('${hash}', ${Date.now() + 1e9})`,
      name,
    )
    await expect(prepareDatabase(urlOf(name), TEST_PASSWORDS)).rejects.toThrow(SchemaNewerError)
    expect(await readState(urlOf(name))).toMatchObject({
      unknown: 1,
      pending: [{ name: listMigrations().at(-1)!.name }],
    })
    await asOwner(`drop database ${name} with (force)`)
  })
})
