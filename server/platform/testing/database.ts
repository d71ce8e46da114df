import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Actor, Context, Role } from '../context.ts'
import { createDb, createPool, type Db } from '../db/client.ts'
import { urlForRole } from '../db/prepare.ts'
import { type Id, newId } from '../ids.ts'
import { TEMPLATE, TEST_PASSWORDS } from './global-setup.ts'

export interface TestDatabase {
  /** As web and worker see it. */
  db: Db
  /** As the runner sees it. */
  runnerDb: Db
  ownerUrl: string
  appUrl: string
  context: (actor?: Actor, now?: Date) => Context
}

/** A database of its own for a test file, cloned from the migrated template. */
export function useTestDatabase(): TestDatabase {
  const test = {} as TestDatabase
  const name = `test_${randomBytes(6).toString('hex')}`
  let pools: pg.Pool[] = []
  let admin: pg.Client
  beforeAll(async () => {
    admin = new pg.Client({ connectionString: inject('ownerUrl') })
    await admin.connect()
    await admin.query("select pg_advisory_lock(hashtext('terakoya/clone'))")
    await admin.query(`create database ${name} template ${TEMPLATE}`)
    await admin.query("select pg_advisory_unlock(hashtext('terakoya/clone'))")
    const url = new URL(inject('ownerUrl'))
    url.pathname = `/${name}`
    const appUrl = urlForRole(url.toString(), 'terakoya_app', TEST_PASSWORDS.terakoya_app)
    pools = [
      createPool(appUrl, 8),
      createPool(urlForRole(url.toString(), 'terakoya_runner', TEST_PASSWORDS.terakoya_runner), 4),
    ]
    Object.assign(test, {
      db: createDb(pools[0]!),
      runnerDb: createDb(pools[1]!),
      ownerUrl: url.toString(),
      appUrl,
      context: (actor: Actor = { kind: 'system', process: 'setup' }, now = new Date()) => ({
        db: test.db,
        now,
        actor,
        requestId: newId(),
      }),
    } satisfies TestDatabase)
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return test
}

/** An actor with one role in one organisation. */
export function actorWith(
  role: Role,
  organisationId: Id<'organisation'>,
  personId: Id<'person'> = newId<'person'>(),
): Actor & { kind: 'person' } {
  return { kind: 'person', personId, sessionId: newId<'session'>(), memberships: [{ organisationId, role }] }
}
