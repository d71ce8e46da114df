import { generateKeyPairSync, sign } from 'node:crypto'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import type { Context } from '../platform/context.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { inTransaction } from '../platform/transaction.ts'
import { chainAudit, record, signatureCheckOf, verifyAudit } from './index.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const signer = {
  keyId: 'k',
  sign: (message: string) => sign(null, Buffer.from(message), privateKey).toString('base64url'),
}
const check = signatureCheckOf(new Map([['k', publicKey.export({ type: 'spki', format: 'pem' }) as string]]))
const database = useTestDatabase()

async function write(ctx: Context, count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await inTransaction(ctx, (ctx) => record(ctx, 'test.happened', { type: 'test', id: String(n) }, { n }))
}

/** Changes rows as somebody with the owner's password would. */
async function tamper(statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(statement)
  return () => client.end()
}

describe('the audit chain', () => {
  test('holds after several batches, and a batch with nothing new adds nothing', async () => {
    const ctx = database.context()
    await write(ctx, 3)
    expect(await chainAudit(ctx, async () => signer)).toBe(3)
    expect(await chainAudit(ctx, async () => signer)).toBe(0)
    await write(ctx, 2)
    expect(await chainAudit(ctx, async () => signer)).toBe(2)
    expect(await verifyAudit(ctx, check)).toMatchObject({ ok: true, events: 5, batches: 2 })
  })

  test('takes an event that was committed late', async () => {
    const ctx = database.context()
    let release = () => {}
    const late = inTransaction(ctx, async (ctx) => {
      await record(ctx, 'test.late', { type: 'test', id: 'late' })
      await new Promise<void>((resolve) => (release = resolve))
    })
    await write(ctx, 1)
    await chainAudit(ctx, async () => signer)
    release()
    await late
    expect(await chainAudit(ctx, async () => signer)).toBe(1)
    expect(await verifyAudit(ctx, check)).toMatchObject({ ok: true, events: 7 })
  })

  test('is extended once when two workers chain at the same time', async () => {
    const ctx = database.context()
    await write(ctx, 20)
    const counts = await Promise.all([chainAudit(ctx, async () => signer), chainAudit(ctx, async () => signer)])
    expect(counts.reduce((sum, count) => sum + count)).toBe(20)
    expect(await verifyAudit(ctx, check)).toMatchObject({ ok: true, events: 27 })
  })

  test('refuses edits by our own processes', async () => {
    const client = new pg.Client({ connectionString: database.appUrl })
    await client.connect()
    for (const statement of [
      "update audit_events set action = 'x'",
      'delete from audit_events',
      'delete from audit_links',
      'update audit_batches set root = root',
      'truncate audit_events',
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    }
    await client.end()
  })

  test('names the first bad link when an event was changed', async () => {
    const close = await tamper(
      'update audit_events set details = \'{"n": 99}\' where seq = (select seq from audit_links where position = 4)',
    )
    expect(await verifyAudit(database.context(), check)).toMatchObject({
      ok: false,
      fault: 'event_changed',
      position: 4,
    })
    await close()
  })

  test('names a removed event, and a signature by another key', async () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string
    const close = await tamper('delete from audit_events where seq = (select seq from audit_links where position = 2)')
    expect(await verifyAudit(database.context(), check)).toMatchObject({
      ok: false,
      fault: 'event_missing',
      position: 2,
    })
    await close()
    expect(await verifyAudit(database.context(), signatureCheckOf(new Map([['k', other]])))).toMatchObject({
      ok: false,
    })
  })
})
