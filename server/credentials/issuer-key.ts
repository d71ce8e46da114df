import { record } from '../audit/index.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { type StoredKey, signDocument } from '../standards/open-badges/index.ts'
import {
  type IssuerKey,
  insertIssuerKey,
  listSignedSince,
  lockOptionalSignedBy,
  retireIssuerKeys,
  selectOptionalActiveIssuerKey,
  shareIssuerKey,
  updateSigned,
} from './key-queries.ts'

/** The key that signs now, private half included. Call it inside the transaction that stores what it signs. */
export type IssuerKeyOf = (ctx: Context) => Promise<StoredKey>

/** The id of the key that signs now; it stays so until the transaction of `ctx` ends. */
export async function holdIssuerKey(ctx: Context): Promise<string | null> {
  await shareIssuerKey(ctx)
  return (await selectOptionalActiveIssuerKey(ctx))?.keyId ?? null
}

/** Makes another key the one that signs, and says which was it until now. Call it while `lockIssuerKey` holds. */
export async function replaceIssuerKey(
  ctx: Context,
  next: Pick<IssuerKey, 'keyId' | 'issuer' | 'publicKeyMultibase'>,
): Promise<string | null> {
  const current = await selectOptionalActiveIssuerKey(ctx)
  await retireIssuerKeys(ctx, ctx.now)
  await insertIssuerKey(ctx, next)
  return current?.keyId ?? null
}

/**
 * Signs again, with the key of now, what a key signed at or after the time from which it is not believed. Who was given
 * such a credential finds a valid one at the same address. Runs in the worker; running it again changes nothing.
 */
export async function signAgain(
  ctx: Context,
  payload: { keyId: string; since: string },
  issuerKey: IssuerKeyOf,
): Promise<void> {
  for (const id of await listSignedSince(ctx, payload.keyId, new Date(payload.since)))
    await inTransaction(ctx, (ctx) => signOneAgain(ctx, id, payload.keyId, issuerKey))
}

async function signOneAgain(ctx: Context, id: Id<'credential'>, keyId: string, issuerKey: IssuerKeyOf): Promise<void> {
  const key = await issuerKey(ctx)
  const credential = await lockOptionalSignedBy(ctx, id, keyId)
  if (!credential?.document || key.id === keyId) return
  const { proof: _, ...unsigned } = credential.document as { proof: unknown; issuer: object }
  const document = await signDocument({ ...unsigned, issuer: { ...unsigned.issuer, id: key.controller } }, key, ctx.now)
  await updateSigned(ctx, id, { document, digest: digestOf(canonicalJson(document)), keyId: key.id })
  await record(ctx, 'credential.signAgain', { type: 'credential', id }, { keyId: key.id, instead: keyId })
}
