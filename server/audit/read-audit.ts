import { verify } from 'node:crypto'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import * as policy from './policy.ts'
import { listAuditKeys, listLatestBatches, listLatestEvents } from './queries.ts'
import { type SignatureCheck, verifyAudit } from './verify-audit.ts'

/** Checks signatures against the given public keys, PEM by key id. */
export function signatureCheckOf(keys: ReadonlyMap<string, string>): SignatureCheck {
  return (keyId, message, signature) => {
    const pem = keys.get(keyId)
    return pem !== undefined && verify(null, Buffer.from(message), pem, Buffer.from(signature, 'base64url'))
  }
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
  const keys = new Map((await listAuditKeys(ctx)).map((key) => [key.keyId, key.publicKeyPem]))
  return verifyAudit(ctx, signatureCheckOf(keys))
}
