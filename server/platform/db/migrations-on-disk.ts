import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** By the working folder, which is the checkout for every process: pages are bundled and know no other way to it. */
export const MIGRATIONS = join(process.cwd(), 'server', 'platform', 'db', 'migrations')

export interface Migration {
  name: string
  hash: string
  sql: string
}

export interface Journal {
  entries: { idx: number; tag: string; when: number }[]
}

export function readJournal(): Journal {
  return JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as Journal
}

/** The migrations of this checkout as they are on the disk now, oldest first. */
export function listMigrations(): Migration[] {
  const { entries } = readJournal()
  return entries.map(({ tag }) => {
    const sql = readFileSync(join(MIGRATIONS, `${tag}.sql`), 'utf8')
    return { name: tag, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}

export interface SchemaState {
  applied: number
  pending: Migration[]
  /** Applied migrations that this checkout does not know: the database is of a newer version. */
  unknown: number
}

/** What is applied beside what this checkout has. */
export function compareSchema(hashes: readonly string[]): SchemaState {
  const applied = new Set(hashes)
  const known = listMigrations()
  const names = new Set(known.map(({ hash }) => hash))
  return {
    applied: applied.size,
    pending: known.filter(({ hash }) => !applied.has(hash)),
    unknown: [...applied].filter((hash) => !names.has(hash)).length,
  }
}
