import type { Actor, Context } from './context.ts'
import { createDb, createPool, type Db } from './db/client.ts'
import { env } from './env.ts'
import { newId } from './ids.ts'

const globals = globalThis as typeof globalThis & { terakoyaDb?: Db }

/** The process's pool, made at first use; development reloads modules, so it hangs on globalThis. */
export function processDb(): Db {
  globals.terakoyaDb ??= createDb(createPool(env().DATABASE_URL, 20))
  return globals.terakoyaDb
}

/** A context of this process: `now` is read once. */
export function createContext(actor: Actor, options: { peer?: string | undefined } = {}): Context {
  return { db: processDb(), now: new Date(), actor, requestId: newId(), ...options }
}
