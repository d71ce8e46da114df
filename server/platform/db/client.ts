import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'

export type Db = NodePgDatabase & { $client?: unknown }

/**
 * A pool that survives a restart of the database: broken idle connections are dropped, not thrown. `lane`: see `LANE`
 * in the schema.
 */
export function createPool(connectionString: string, max = 10, lane = ''): pg.Pool {
  const options = lane === '' ? undefined : `-c terakoya.lane=${lane}`
  const pool = new pg.Pool({
    connectionString,
    max,
    options,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
  })
  pool.on('error', () => {})
  // A connection may break while somebody holds it: its query fails, and that is where it is dealt with.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

export function createDb(pool: pg.Pool): Db {
  return drizzle(pool)
}
