import type { z } from 'zod'
import { listAuditKeys, lockAuditKey, markAuditKeyCompromised, record, replaceAuditKey } from '../audit/index.ts'
import { listIssuerKeys, lockIssuerKey, markIssuerKeyCompromised, replaceIssuerKey } from '../credentials/index.ts'
import { requirePassword } from '../identity/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { ReportCompromiseInput, RotateKeyInput } from './inputs.ts'
import { finishRotation, insertRotation, lockRotation, type Rotation, selectOptionalRotation } from './key-queries.ts'
import type { KeyStore } from './key-store.ts'
import { manageKeys } from './policy.ts'
import type { KeyPurpose } from './schema.ts'

function requirePast(ctx: Context, since: Date | null): void {
  if (since && since > ctx.now)
    throw new AppError('precondition_failed', {
      reason: 'dateInFuture',
      params: { date: since.toISOString().slice(0, 16) },
    })
}

/**
 * Asks for a new key; the worker, which alone reads private halves, makes it. The same id again changes nothing.
 * @throws AppError `precondition_failed` (wrongPassword, dateInFuture), `conflict` (rotationWaiting), `rate_limited`
 */
export async function requestRotation(ctx: Context, input: z.output<typeof RotateKeyInput>): Promise<void> {
  authorise(ctx, manageKeys, null)
  await requirePassword(ctx, requirePerson(ctx).personId, input.password)
  const { rotationId, purpose, reason, compromisedAt } = input
  requirePast(ctx, compromisedAt)
  const id = rotationId as Id<'keyRotation'>
  await inTransaction(ctx, async (ctx) => {
    const isNew = await insertRotation(ctx, {
      ...{ id, purpose, reason, compromisedAt, requestedBy: actorId(ctx.actor), requestedAt: ctx.now },
    })
    if (!isNew) {
      if (await selectOptionalRotation(ctx, id)) return
      throw new AppError('conflict', { reason: 'rotationWaiting' })
    }
    const details = { purpose, compromisedAt: compromisedAt?.toISOString() ?? null }
    await record(ctx, 'key.requestRotation', { type: 'keyRotation', id }, details)
    await enqueue(ctx, 'sovereignty.rotateKey', { rotationId: id }, { key: `rotate:${id}` })
  })
}

/**
 * Makes the key of a rotation, lets it sign from now on, and takes the private half of the one before. Runs in the
 * worker; after an end at any point, running it again finishes it.
 */
export async function rotateKey(ctx: Context, payload: { rotationId: string }, store: KeyStore): Promise<void> {
  const rotation = await selectOptionalRotation(ctx, payload.rotationId as Id<'keyRotation'>)
  if (!rotation) return
  const { purpose, id } = rotation
  const retiredKeyId = rotation.finishedAt
    ? rotation.retiredKeyId
    : purpose === 'credentials'
      ? await change(ctx, rotation, await store.makeIssuer(id), replaceIssuerKey)
      : await change(ctx, rotation, store.makeAudit(id), replaceAuditKey)
  if (retiredKeyId) store.forget(retiredKeyId)
}

async function change<Key extends { keyId: string }>(
  ctx: Context,
  { id, purpose, compromisedAt }: Rotation,
  next: Key,
  replace: (ctx: Context, next: Key) => Promise<string | null>,
): Promise<string | null> {
  return inTransaction(ctx, async (ctx) => {
    const rotation = await lockRotation(ctx, id)
    if (rotation.finishedAt) return rotation.retiredKeyId
    await (purpose === 'credentials' ? lockIssuerKey : lockAuditKey)(ctx)
    // Whoever signed while we waited read the clock later than we did, and their signature holds.
    const at = { ...ctx, now: new Date(Math.max(Date.now(), ctx.now.getTime())) }
    const retiredKeyId = await replace(at, next)
    await finishRotation(at, id, { retiredKeyId, newKeyId: next.keyId })
    await record(at, 'key.rotate', { type: 'keyRotation', id }, { purpose, retiredKeyId, newKeyId: next.keyId })
    if (retiredKeyId && compromisedAt) await disbelieve(at, purpose, retiredKeyId, compromisedAt)
    if (purpose === 'credentials')
      await enqueue(at, 'credentials.refreshStatusLists', {}, { key: `refreshStatusLists:${id}` })
    else await enqueue(at, 'audit.chain', {}, { key: `chain:${id}` })
    return retiredKeyId
  })
}

/** Writes down from when on a key is not believed; what it signed for this site since then is signed again. */
async function disbelieve(ctx: Context, purpose: KeyPurpose, keyId: string, since: Date): Promise<boolean> {
  const mark = purpose === 'credentials' ? markIssuerKeyCompromised : markAuditKeyCompromised
  if (!(await mark(ctx, keyId, since))) return false
  await record(ctx, 'key.compromised', { type: 'key', id: keyId }, { purpose, since: since.toISOString() })
  if (purpose === 'credentials') {
    const payload = { keyId, since: since.toISOString() }
    await enqueue(ctx, 'credentials.signAgain', payload, { key: `signAgain:${keyId}:${payload.since}` })
  }
  return true
}

/**
 * Says of a key that signs no more that somebody else may have had it. One that still signs is replaced instead.
 * @throws AppError `not_found`, `precondition_failed` (wrongPassword, dateInFuture, keyStillSigns), `rate_limited`
 */
export async function reportCompromise(ctx: Context, input: z.output<typeof ReportCompromiseInput>): Promise<void> {
  authorise(ctx, manageKeys, null)
  await requirePassword(ctx, requirePerson(ctx).personId, input.password)
  const { keyId, purpose, since } = input
  requirePast(ctx, since)
  const keys = await (purpose === 'credentials' ? listIssuerKeys : listAuditKeys)(ctx)
  if (keys.some((key) => key.keyId === keyId && !key.retiredAt))
    throw new AppError('precondition_failed', { reason: 'keyStillSigns' })
  await inTransaction(ctx, async (ctx) => {
    if (!(await disbelieve(ctx, purpose, keyId, since))) throw new AppError('not_found')
  })
}
