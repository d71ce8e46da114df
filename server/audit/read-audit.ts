import { verify } from 'node:crypto'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { listAuditKeys } from './key-queries.ts'
import * as policy from './policy.ts'
import { listLatestBatches, listLatestEvents } from './queries.ts'
import { type SignatureCheck, verifyAudit } from './verify-audit.ts'

/** Checks signatures against the given public keys, PEM by key id. */
export function signatureCheckOf(keys: ReadonlyMap<string, string>): SignatureCheck {
  return (keyId, message, signature) => {
    const pem = keys.get(keyId)
    return pem !== undefined && verify(null, Buffer.from(message), pem, Buffer.from(signature, 'base64url'))
  }
}

/** From when on a key is not believed; null for one that nobody else ever had. */
export function compromisedSince(
  keys: readonly { keyId: string; compromisedAt: Date | null }[],
): (keyId: string) => Date | null {
  const times = new Map(keys.map(({ keyId, compromisedAt }) => [keyId, compromisedAt]))
  return (keyId) => times.get(keyId) ?? null
}

/** The newest events and batches. @throws AppError `not_found` */
export async function readAudit(ctx: Context) {
  authorise(ctx, policy.readAudit, null)
  const [events, batches] = await Promise.all([listLatestEvents(ctx, 100), listLatestBatches(ctx, 20)])
  return { events, batches }
}

/** Recomputes the chain now. @throws AppError `not_found` */
export async function checkAudit(ctx: Context) {
  authorise(ctx, policy.readAudit, null)
  const keys = await listAuditKeys(ctx)
  const check = signatureCheckOf(new Map(keys.map((key) => [key.keyId, key.publicKeyPem])))
  return verifyAudit(ctx, check, compromisedSince(keys))
}
