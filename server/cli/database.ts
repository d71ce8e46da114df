import pg from 'pg'
import type { Context } from '../platform/context.ts'
import { createDb, createPool } from '../platform/db/client.ts'
import type { SchemaState } from '../platform/db/migrations-on-disk.ts'
import { prepareDatabase, readSchemaState, SchemaNewerError, urlForRole } from '../platform/db/prepare.ts'
import { newId } from '../platform/ids.ts'
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { type Instance, StartError } from './instance.ts'

export interface PreparedDatabase {
  ownerUrl: string
  appUrl: string
  runnerUrl: string
  ensureRunning: () => void
  stop: () => void
  /** For commands that only visit: stops the server when nobody else had started it. */
  leave: () => void
}

/** What stands between this checkout and the database, before anything is changed. */
export async function readState(ownerUrl: string): Promise<SchemaState> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await readSchemaState(client)
  } finally {
    await client.end()
  }
}

/** Starts or re-attaches to the embedded server, or takes DATABASE_URL, and leaves everything in it as it is. */
export async function visitDatabase({ secrets, dataFolder }: Instance): Promise<PreparedDatabase> {
  const external = process.env.DATABASE_URL
  const { ownerUrl, isOurs, ensureRunning, stop } = external
    ? { ownerUrl: external, isOurs: false, ensureRunning: () => {}, stop: () => {} }
    : await startEmbeddedPostgres(dataFolder, secrets.ownerPassword)
  return {
    ownerUrl,
    appUrl: urlForRole(ownerUrl, 'terakoya_app', secrets.appPassword),
    runnerUrl: urlForRole(ownerUrl, 'terakoya_runner', secrets.runnerPassword),
    ensureRunning,
    stop,
    leave: () => isOurs && stop(),
  }
}

/** Called before a database that holds something is migrated. */
export type BeforeUpgrade = (database: PreparedDatabase, state: SchemaState) => Promise<void>

/**
 * Opens the database and migrates it.
 * @throws StartError when it is of a newer version than this checkout
 */
export async function openDatabase(
  instance: Instance,
  before: BeforeUpgrade = async () => {},
): Promise<PreparedDatabase> {
  const database = await visitDatabase(instance)
  const { secrets } = instance
  try {
    const state = await readState(database.ownerUrl)
    if (state.applied > 0 && state.pending.length > 0 && state.unknown === 0) await before(database, state)
    const passwords = { terakoya_app: secrets.appPassword, terakoya_runner: secrets.runnerPassword }
    await prepareDatabase(database.ownerUrl, passwords)
  } catch (error) {
    database.leave()
    if (!(error instanceof SchemaNewerError)) throw error
    throw new StartError(
      'The database was migrated by a newer version of Terakoya than this checkout. Nothing was changed. Start the newer checkout, or restore a backup of this version into a new folder: TERAKOYA_DATA=/path npm run restore -- FILE',
    )
  }
  return database
}

/** Runs `work` as the set-up actor and closes its connections. */
export async function asSetup<T>(appUrl: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  const pool = createPool(appUrl, 2)
  try {
    return await work({
      db: createDb(pool),
      now: new Date(),
      actor: { kind: 'system', process: 'setup' },
      requestId: newId(),
    })
  } finally {
    await pool.end()
  }
}
