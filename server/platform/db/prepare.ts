import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { compareSchema, MIGRATIONS, readJournal, type SchemaState } from './migrations-on-disk.ts'

const APPLICATION_ROLES = ['terakoya_app', 'terakoya_runner'] as const

export type RolePasswords = Record<(typeof APPLICATION_ROLES)[number], string>

/** The address of the same database for another role. */
export function urlForRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.toString()
}

async function migrateFirst(client: pg.Client, count: number | undefined): Promise<void> {
  if (count === undefined) return migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
  const { folder, remove } = firstMigrations(count)
  try {
    await migrate(drizzle(client), { migrationsFolder: folder })
  } finally {
    remove()
  }
}

async function ensureRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  for (const role of APPLICATION_ROLES) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = rowCount ? 'alter' : 'create'
    await client.query(`${verb} role ${role} login password ${client.escapeLiteral(passwords[role])}`)
  }
}

/** How far a database is beside this checkout. */
export async function readSchemaState(client: Pick<pg.Client, 'query'>): Promise<SchemaState> {
  const { rows: tables } = await client.query<{ name: string | null }>(
    "select to_regclass('drizzle.__drizzle_migrations')::text as name",
  )
  const { rows } = tables[0]!.name
    ? await client.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations')
    : { rows: [] }
  return compareSchema(rows.map(({ hash }) => hash))
}

/** The database was migrated by a newer version than this one. */
export class SchemaNewerError extends Error {
  override name = 'SchemaNewerError'
}

/** A folder of the first `count` migrations, which the migrator takes for all there are. */
function firstMigrations(count: number): { folder: string; remove: () => void } {
  const journal = readJournal()
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  mkdirSync(join(folder, 'meta'))
  const entries = journal.entries.slice(0, count)
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  for (const { tag } of entries) copyFileSync(join(MIGRATIONS, `${tag}.sql`), join(folder, `${tag}.sql`))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

/**
 * Creates the roles, migrates our tables as the owner and the job tables as `terakoya_app`. Safe to run again and by
 * several processes at once: an advisory lock lets one go first. `first` stops after so many migrations.
 * @throws SchemaNewerError before anything is changed
 */
export async function prepareDatabase(
  ownerUrl: string,
  passwords: RolePasswords,
  options: { first?: number } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('terakoya/prepare'))")
    const { unknown } = await readSchemaState(client)
    if (unknown > 0)
      throw new SchemaNewerError(`The database has ${unknown} migrations that this version does not know`)
    await ensureRoles(client, passwords)
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    await client.query(`grant connect, create on database ${client.escapeIdentifier(rows[0]!.name)} to terakoya_app`)
    await client.query(`grant connect on database ${client.escapeIdentifier(rows[0]!.name)} to terakoya_runner`)
    await migrateFirst(client, options.first)
    await runMigrations({ connectionString: urlForRole(ownerUrl, 'terakoya_app', passwords.terakoya_app) })
  } finally {
    await client.end()
  }
}
