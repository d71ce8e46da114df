import { randomBytes } from 'node:crypto'
import pg from 'pg'

const PREFIX = 'terakoya_scratch_'

async function asOwner(ownerUrl: string, statements: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await statements(client)
  } finally {
    await client.end()
  }
}

/** Runs `work` on an empty database beside the site's own, and takes it away again whatever happened. */
export async function withScratch<T>(ownerUrl: string, work: (scratchUrl: string) => Promise<T>): Promise<T> {
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`
  await asOwner(ownerUrl, async (client) => void (await client.query(`create database ${name} template template0`)))
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  try {
    return await work(url.toString())
  } finally {
    await asOwner(ownerUrl, async (client) => void (await client.query(`drop database if exists ${name} with (force)`)))
  }
}

/** Takes away what a process left that was killed. Only while no other one works. */
export async function dropScratches(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [PREFIX],
    )
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
  })
}
