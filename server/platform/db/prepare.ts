import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
const APPLICATION_ROLES = ['terakoya_app', 'terakoya_runner'] as const

export type RolePasswords = Record<(typeof APPLICATION_ROLES)[number], string>

/** The address of the same database for another role. */
export function urlForRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.toString()
}

async function ensureRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  for (const role of APPLICATION_ROLES) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = rowCount ? 'alter' : 'create'
    await client.query(`${verb} role ${role} login password ${client.escapeLiteral(passwords[role])}`)
  }
}

/**
 * Creates the roles, migrates our tables as the owner and the job tables as `terakoya_app`. Safe to run again and by
 * several processes at once: an advisory lock lets one go first.
 */
export async function prepareDatabase(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('terakoya/prepare'))")
    await ensureRoles(client, passwords)
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    await client.query(`grant connect, create on database ${client.escapeIdentifier(rows[0]!.name)} to terakoya_app`)
    await client.query(`grant connect on database ${client.escapeIdentifier(rows[0]!.name)} to terakoya_runner`)
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
    await runMigrations({ connectionString: urlForRole(ownerUrl, 'terakoya_app', passwords.terakoya_app) })
  } finally {
    await client.end()
  }
}
