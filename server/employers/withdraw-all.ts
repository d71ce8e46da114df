import { record } from '../audit/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { insertWithdrawal, lockConsents } from './consent-queries.ts'
import { listConsentsToWithdraw } from './person-queries.ts'

/** Takes every consent of a person back, at once; call inside a transaction. */
export async function withdrawAllConsents(ctx: Context, personId: Id<'person'>): Promise<void> {
  for (const { id, openingId } of await listConsentsToWithdraw(ctx, personId)) {
    await lockConsents(ctx, openingId, 'change')
    if (await insertWithdrawal(ctx, id)) await record(ctx, 'consent.withdraw', { type: 'consent', id }, { openingId })
  }
}
