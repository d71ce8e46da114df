import type { Context } from '../platform/context.ts'
import { createDb, createPool } from '../platform/db/client.ts'
import { prepareDatabase, urlForRole } from '../platform/db/prepare.ts'
import { newId } from '../platform/ids.ts'
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import type { Instance } from './instance.ts'

export interface PreparedDatabase {
  ownerUrl: string
  appUrl: string
  runnerUrl: string
  ensureRunning: () => void
  stop: () => void
  /** For commands that only visit: stops the server when nobody else had started it. */
  leave: () => void
}

/** Starts or re-attaches to the embedded server, or takes DATABASE_URL, and migrates. */
export async function openDatabase(instance: Instance): Promise<PreparedDatabase> {
  const { secrets, dataFolder } = instance
  const external = process.env.DATABASE_URL
  const { ownerUrl, isOurs, ensureRunning, stop } = external
    ? { ownerUrl: external, isOurs: false, ensureRunning: () => {}, stop: () => {} }
    : await startEmbeddedPostgres(dataFolder, secrets.ownerPassword)
  await prepareDatabase(ownerUrl, { terakoya_app: secrets.appPassword, terakoya_runner: secrets.runnerPassword })
  return {
    ownerUrl,
    appUrl: urlForRole(ownerUrl, 'terakoya_app', secrets.appPassword),
    runnerUrl: urlForRole(ownerUrl, 'terakoya_runner', secrets.runnerPassword),
    ensureRunning,
    stop,
    leave: () => isOurs && stop(),
  }
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
