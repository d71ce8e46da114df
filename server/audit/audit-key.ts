import type { Context } from '../platform/context.ts'
import {
  type AuditKey,
  insertAuditKey,
  retireAuditKeys,
  selectOptionalActiveAuditKey,
  shareAuditKey,
} from './key-queries.ts'

export interface Signer {
  keyId: string
  sign: (message: string) => string
}

/** The key that signs the house's records now. Call it inside the transaction that stores what it signs. */
export type SignerOf = (ctx: Context) => Promise<Signer>

/** The id of the key that signs now; it stays so until the transaction of `ctx` ends. */
export async function holdAuditKey(ctx: Context): Promise<string | null> {
  await shareAuditKey(ctx)
  return (await selectOptionalActiveAuditKey(ctx))?.keyId ?? null
}

/** Makes another key the one that signs, and says which was it until now. Call it while `lockAuditKey` holds. */
export async function replaceAuditKey(
  ctx: Context,
  next: Pick<AuditKey, 'keyId' | 'publicKeyPem'>,
): Promise<string | null> {
  const current = await selectOptionalActiveAuditKey(ctx)
  await retireAuditKeys(ctx, ctx.now)
  await insertAuditKey(ctx, next)
  return current?.keyId ?? null
}
