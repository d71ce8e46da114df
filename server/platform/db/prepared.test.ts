import { sql } from 'drizzle-orm'
import { pgTable, uuid } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { useTestDatabase } from '../testing/database.ts'
import { inTransaction } from '../transaction.ts'
import { prepared } from './prepared.ts'

const database = useTestDatabase()

const people = pgTable('people', { id: uuid('id').primaryKey() })
const echo = prepared('test-echo', (db) =>
  db
    .select({
      value: sql<string>`${sql.placeholder('value')}::uuid::text`,
      backend: sql<number>`pg_backend_pid()`,
      people: sql<number>`count(*)::int`,
    })
    .from(people),
)
const memberships = pgTable('memberships', { id: uuid('id').primaryKey() })
const aside = prepared('test-aside', (db) =>
  db
    .select({ value: sql<string>`${sql.placeholder('value')}::text`, held: sql<number>`count(*)::int` })
    .from(memberships),
)

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('questions that are asked at once share a connection, and each gets its own answer', async () => {
  const ctx = database.context()
  const values = Array.from({ length: 40 }, () => newId<'person'>())
  const answers = await Promise.all(values.map((value) => echo(ctx, { value })))
  expect(answers.map(([row]) => row!.value)).toEqual(values)
  expect(new Set(answers.map(([row]) => row!.backend)).size).toBe(1)
})

test('one that fails takes no other with it', async () => {
  const ctx = database.context()
  const value = newId<'person'>()
  const [before, failed, after] = await Promise.allSettled([
    echo(ctx, { value }),
    echo(ctx, { value: 'no uuid' }),
    echo(ctx, { value }),
  ])
  expect(failed.status).toBe('rejected')
  expect([before, after]).toMatchObject([{ value: [{ value }] }, { value: [{ value }] }])
})

test('inside a transaction it sees what the transaction wrote, and nobody else does', async () => {
  const value = newId<'person'>()
  const count = async () => (await echo(database.context(), { value }))[0]!.people
  const before = await count()
  await inTransaction(database.context(), async (ctx) => {
    await ctx.db.execute(
      sql`insert into people (id, email, name, created_at) values (${value}, 'a@example.org', 'A', now())`,
    )
    expect((await echo(ctx, { value }))[0]!.people).toBe(before + 1)
    expect(await count()).toBe(before)
  })
  expect(await count()).toBe(before + 1)
})

test('one that a lock holds up is refused before long, and those behind it are answered', async () => {
  const ctx = database.context()
  const value = newId<'person'>()
  await asOwner(async (owner) => {
    await owner.query('begin')
    await owner.query('lock table people')
    const [held, behind] = await Promise.allSettled([echo(ctx, { value }), aside(ctx, { value })])
    expect(held).toMatchObject({ status: 'rejected', reason: { cause: { code: '57014' } } })
    expect(behind).toMatchObject({ value: [{ value }] })
    await owner.query('rollback')
  })
})

test('a connection that was lost is made anew: who waited on it is told, the next is answered', async () => {
  const ctx = database.context()
  const value = newId<'person'>()
  const { backend } = (await echo(ctx, { value }))[0]!
  await asOwner(async (owner) => {
    await owner.query('begin')
    await owner.query('lock table people')
    const waiting = echo(ctx, { value })
    const lost = expect(waiting).rejects.toThrow()
    const isWaiting = () =>
      owner.query('select 1 from pg_stat_activity where pid = $1 and wait_event_type = $2', [backend, 'Lock'])
    await expect.poll(async () => (await isWaiting()).rowCount).toBe(1)
    await owner.query('select pg_terminate_backend($1)', [backend])
    await lost
    await owner.query('rollback')
  })
  const [next] = await echo(ctx, { value })
  expect(next).toMatchObject({ value })
  expect(next!.backend).not.toBe(backend)
})
