import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'

/** One line of a dump, as JSON. The first names the format, the last closes it: a dump without it is not whole. */
type Line =
  | { kind: 'head'; format: 'terakoya-dump/v1'; at: string; migrations: string[] }
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'row'; values: (string | null)[] }
  | { kind: 'sequence'; name: string; value: string }
  | { kind: 'end'; rows: Record<string, number> }

export interface DumpReport {
  tables: number
  rows: number
}

const SCHEMAS = ['public', 'graphile_worker']
const LIST_TABLES = `
  select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname = any($1) and c.relname not in ('migrations') order by 1`

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(LIST_TABLES, [SCHEMAS])
  return rows.map((row) => row.name)
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum",
    [table],
  )
  return rows.map((row) => row.name)
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by created_at',
  )
  return rows.map((row) => row.hash)
}

/** Writes every table as it is at one instant, as text, compressed. Nothing needs to stop meanwhile. */
export async function writeDump(ownerUrl: string, file: string): Promise<DumpReport> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const gzip = createGzip()
  const written = pipeline(gzip, createWriteStream(file, { mode: 0o600 }))
  const put = async (line: Line) => {
    if (!gzip.write(`${JSON.stringify(line)}\n`)) await once(gzip, 'drain')
  }
  try {
    await client.query('begin isolation level repeatable read, read only')
    await put({
      kind: 'head',
      format: 'terakoya-dump/v1',
      at: new Date().toISOString(),
      migrations: await migrationsOf(client),
    })
    const rows: Record<string, number> = {}
    for (const table of await listTables(client)) {
      const columns = await columnsOf(client, table)
      await put({ kind: 'table', name: table, columns })
      rows[table] = 0
      await client.query(
        `declare dump no scroll cursor for select ${columns.map((column) => `${column}::text`).join(', ')} from ${table}`,
      )
      for (;;) {
        const page = await client.query<(string | null)[]>({ text: 'fetch 500 from dump', rowMode: 'array' })
        for (const values of page.rows) await put({ kind: 'row', values })
        rows[table] += page.rows.length
        if (page.rows.length < 500) break
      }
      await client.query('close dump')
    }
    const sequences = await client.query<{ name: string; value: string | null }>(
      "select schemaname || '.' || quote_ident(sequencename) as name, last_value::text as value from pg_sequences where schemaname = any($1)",
      [SCHEMAS],
    )
    for (const { name, value } of sequences.rows) if (value !== null) await put({ kind: 'sequence', name, value })
    await put({ kind: 'end', rows })
    gzip.end()
    await written
    return { tables: Object.keys(rows).length, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) }
  } finally {
    await client.end()
  }
}

export class DumpError extends Error {
  override name = 'DumpError'
}

async function* linesOf(file: string): AsyncGenerator<Line> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) yield JSON.parse(line) as Line
}

async function requireEmpty(client: pg.Client): Promise<void> {
  for (const table of ['people', 'audit_events', 'blobs']) {
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`)
    if (rowCount)
      throw new DumpError(
        `The database is not empty (${table} has rows). Restore only into a new one: TERAKOYA_DATA=/path npm run restore -- FILE`,
      )
  }
}

/**
 * Fills an empty, migrated database from a dump, in one transaction.
 * @throws DumpError when the database is not empty, the dump is of another version, or it is not whole
 */
export async function readDump(ownerUrl: string, file: string): Promise<DumpReport> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await requireEmpty(client)
    await client.query('begin')
    // Rows arrive table by table; references hold again at the end because the dump is of one instant.
    await client.query('set local session_replication_role = replica')
    const counts: Record<string, number> = {}
    let current: { name: string; insert: string } | null = null
    let batch: (string | null)[][] = []
    let closing: Record<string, number> | null = null
    const flush = async () => {
      if (!current || batch.length === 0) return
      const width = batch[0]!.length
      const tuples = batch.map(
        (_, row) => `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(',')})`,
      )
      await client.query(`${current.insert} values ${tuples.join(',')}`, batch.flat())
      counts[current.name] = (counts[current.name] ?? 0) + batch.length
      batch = []
    }
    for await (const line of linesOf(file)) {
      if (line.kind === 'head') {
        const here = await migrationsOf(client)
        if (JSON.stringify(here) !== JSON.stringify(line.migrations)) {
          throw new DumpError(
            `The backup was written by another version (${line.migrations.length} migrations, here ${here.length}). Restore it with the version that wrote it, then upgrade.`,
          )
        }
      } else if (line.kind === 'table') {
        await flush()
        current = {
          name: line.name,
          insert: `insert into ${line.name} (${line.columns.join(', ')}) overriding system value`,
        }
        counts[line.name] = 0
        await client.query(`delete from ${line.name}`)
      } else if (line.kind === 'row') {
        batch.push(line.values)
        if (batch.length * line.values.length > 20_000 || batch.length >= 200) await flush()
      } else if (line.kind === 'sequence') {
        await client.query('select setval($1::regclass, $2::bigint)', [line.name, line.value])
      } else closing = line.rows
      if (line.kind === 'end') await flush()
    }
    if (!closing || JSON.stringify(closing) !== JSON.stringify(counts))
      throw new DumpError('The backup is not whole: it ends too early. Nothing was restored.')
    await client.query('commit')
    return { tables: Object.keys(counts).length, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) }
  } catch (error) {
    if (error instanceof DumpError || !(error instanceof Error)) throw error
    const isDamaged = 'code' in error && String(error.code).startsWith('Z_')
    if (isDamaged || error instanceof SyntaxError)
      throw new DumpError('The backup is damaged and cannot be read. Nothing was restored.', { cause: error })
    throw error
  } finally {
    await client.end()
  }
}

/** SHA-256 of a file, for the line that an operator keeps elsewhere. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
