import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Context } from '../context.ts'
import type { Db } from './client.ts'
import { SharedConnection } from './shared-connection.ts'

/** The connection shared by who reads from a pool; a transaction is a connection already. */
function readerOf(db: Db): Db {
  return db.$client instanceof pg.Pool ? drizzle(new SharedConnection(db.$client.options) as unknown as pg.Client) : db
}

interface Preparable<Rows> {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Rows> }
}

const readers = new WeakMap<Db, Db>()

/**
 * A short read that is asked with nearly every page: its text is made once, and the database plans it once. `write`
 * uses `sql.placeholder`, and what it asks for goes by those names.
 */
export function prepared<Rows, Values extends Record<string, unknown>>(
  name: string,
  write: (db: Db) => Preparable<Rows>,
): (ctx: Pick<Context, 'db'>, values: Values) => Promise<Rows> {
  const made = new WeakMap<Db, ReturnType<Preparable<Rows>['prepare']>>()
  return ({ db }, values) => {
    const known = made.get(db)
    if (known) return known.execute(values)
    const reader = readers.get(db) ?? readerOf(db)
    readers.set(db, reader)
    const query = write(reader).prepare(name)
    made.set(db, query)
    return query.execute(values)
  }
}
