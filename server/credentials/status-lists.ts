import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { signDocument, statusListCredential } from '../standards/open-badges/index.ts'
import type { IssuerKeyOf } from './issuer-key.ts'
import { listStatusListIds, lockStatusList, updateStatusList } from './queries.ts'

const VALID_DAYS = 7

/** Signs a status list as it stands; call inside a transaction. Safe to run again: the newest state wins. */
export async function signStatusList(ctx: Context, id: Id<'statusList'>, issuerKey: IssuerKeyOf): Promise<void> {
  const key = await issuerKey(ctx)
  const list = await lockStatusList(ctx, id)
  const unsigned = statusListCredential({
    id: `${env().TERAKOYA_URL}/status/${id}`,
    issuer: key.controller,
    bits: list.bits,
    validFrom: ctx.now,
    validUntil: new Date(ctx.now.getTime() + VALID_DAYS * 86_400_000),
  })
  await updateStatusList(ctx, id, { document: await signDocument(unsigned, key, ctx.now), signedAt: ctx.now })
}

/** Signs every list anew, daily, so that a reader can tell a fresh copy from an old one. */
export async function refreshStatusLists(ctx: Context, issuerKey: IssuerKeyOf): Promise<void> {
  for (const id of await listStatusListIds(ctx)) await inTransaction(ctx, (ctx) => signStatusList(ctx, id, issuerKey))
}
