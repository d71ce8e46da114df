import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'

type Row = (string | null)[]

/** One line of a dump, as JSON. The first names the format, the last closes it: a dump without it is not whole. */
type Line =
  | { kind: 'head'; format: 'terakoya-dump/v1'; at: string; migrations: string[] }
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'row'; values: Row }
  | { kind: 'sequence'; name: string; value: string }
  | { kind: 'end'; rows: Record<string, number>; digests?: Record<string, string> }

export interface DumpReport {
  tables: number
  rows: number
  migrations: number
}

/** How many rows there are, and how many there will be, roughly. */
export type OnProgress = (done: number, total: number) => void

/** Digest of a table whatever the order of its rows: the sum of theirs. */
class TableDigest {
  #sum = 0n
  rows = 0

  add(values: Row): void {
    this.rows += 1
    this.#sum += BigInt(`0x${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`)
  }

  toString(): string {
    return BigInt.asUintN(256, this.#sum).toString(16)
  }
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

/** Reads every row of a table, as text. Inside a transaction. */
async function* rowsOf(client: pg.Client, table: string, columns: readonly string[]): AsyncGenerator<Row> {
  await client.query(
    `declare dump no scroll cursor for select ${columns.map((column) => `${column}::text`).join(', ')} from ${table}`,
  )
  for (;;) {
    const page = await client.query<Row>({ text: 'fetch 500 from dump', rowMode: 'array' })
    yield* page.rows
    if (page.rows.length < 500) break
  }
  await client.query('close dump')
}

async function estimateRows(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ total: string }>(
    "select coalesce(sum(greatest(reltuples, 0)), 0)::bigint as total from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = any($1)",
    [SCHEMAS],
  )
  return Number(rows[0]!.total)
}

/** Digest of every table as it is now: equal for a database and what was restored of it. */
export async function digestDatabase(ownerUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    const digests: Record<string, string> = {}
    for (const table of await listTables(client)) {
      const digest = new TableDigest()
      for await (const values of rowsOf(client, table, await columnsOf(client, table))) digest.add(values)
      digests[table] = digest.toString()
    }
    return digests
  } finally {
    await client.end()
  }
}

/** Writes every table as it is at one instant, as text, compressed. Nothing needs to stop meanwhile. */
export async function writeDump(
  ownerUrl: string,
  file: string,
  onProgress: OnProgress = () => {},
): Promise<DumpReport> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const gzip = createGzip()
  const written = pipeline(gzip, createWriteStream(file, { mode: 0o600 }))
  const put = async (line: Line) => {
    if (!gzip.write(`${JSON.stringify(line)}\n`)) await once(gzip, 'drain')
  }
  try {
    await client.query('begin isolation level repeatable read, read only')
    const migrations = await migrationsOf(client)
    await put({ kind: 'head', format: 'terakoya-dump/v1', at: new Date().toISOString(), migrations })
    const total = await estimateRows(client)
    let done = 0
    const rows: Record<string, number> = {}
    const digests: Record<string, string> = {}
    for (const table of await listTables(client)) {
      const columns = await columnsOf(client, table)
      await put({ kind: 'table', name: table, columns })
      const digest = new TableDigest()
      for await (const values of rowsOf(client, table, columns)) {
        await put({ kind: 'row', values })
        digest.add(values)
        done += 1
        if (done % 500 === 0) onProgress(done, Math.max(total, done))
      }
      rows[table] = digest.rows
      digests[table] = digest.toString()
    }
    const sequences = await client.query<{ name: string; value: string | null }>(
      "select schemaname || '.' || quote_ident(sequencename) as name, last_value::text as value from pg_sequences where schemaname = any($1)",
      [SCHEMAS],
    )
    for (const { name, value } of sequences.rows) if (value !== null) await put({ kind: 'sequence', name, value })
    await put({ kind: 'end', rows, digests })
    gzip.end()
    await written
    return { tables: Object.keys(rows).length, rows: done, migrations: migrations.length }
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

/** The migrations that the database of a dump had. @throws DumpError when it is not one */
export async function readDumpHead(file: string): Promise<{ at: string; migrations: string[] }> {
  try {
    for await (const line of linesOf(file)) if (line.kind === 'head') return line
  } catch (error) {
    throw new DumpError('The backup is damaged and cannot be read.', { cause: error })
  }
  throw new DumpError('The backup is empty.')
}

/** The digests of the tables as a dump closes with them; none in one of an earlier version. @throws DumpError */
export async function readDumpDigests(file: string): Promise<Record<string, string>> {
  for await (const line of linesOf(file)) if (line.kind === 'end') return line.digests ?? {}
  throw new DumpError('The backup is not whole: it ends too early.')
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
    let batch: Row[] = []
    const digests: Record<string, TableDigest> = {}
    let migrations = 0
    let closing: Extract<Line, { kind: 'end' }> | null = null
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
        migrations = here.length
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
        digests[line.name] = new TableDigest()
        await client.query(`delete from ${line.name}`)
      } else if (line.kind === 'row') {
        batch.push(line.values)
        digests[current!.name]!.add(line.values)
        if (batch.length * line.values.length > 20_000 || batch.length >= 200) await flush()
      } else if (line.kind === 'sequence') {
        await client.query('select setval($1::regclass, $2::bigint)', [line.name, line.value])
      } else closing = line
      if (line.kind === 'end') await flush()
    }
    if (!closing || JSON.stringify(closing.rows) !== JSON.stringify(counts))
      throw new DumpError('The backup is not whole: it ends too early. Nothing was restored.')
    const changed = Object.entries(closing.digests ?? {}).find(([name, digest]) => String(digests[name]) !== digest)
    if (changed)
      throw new DumpError(`The backup was changed: the rows of ${changed[0]} are not those that were written.`)
    await client.query('commit')
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return { tables: Object.keys(counts).length, rows, migrations }
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
