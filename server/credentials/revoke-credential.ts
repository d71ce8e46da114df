import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { withBit } from '../standards/open-badges/index.ts'
import { credentialRevoked } from './events.ts'
import type { RevokeCredentialInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type Credential, lockStatusList, markRevoked, selectCredentialWithOwner, updateStatusList } from './queries.ts'

/** Withdraws a credential; withdrawing it again changes nothing. The worker signs the new status list. @throws AppError `not_found` */
export async function revokeCredential(ctx: Context, input: z.output<typeof RevokeCredentialInput>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { credential, ownerId } = await selectCredentialWithOwner(ctx, input.credentialId as Id<'credential'>)
    authorise(ctx, policy.revokeCredential, { learnerId: credential.learnerId, ownerId })
    if (credential.revokedAt) return
    await revoke(ctx, credential, 'withdrawn', input.reason)
  })
}

/** Sets a credential's bit and lets the worker sign its list anew; call inside a transaction, once. */
export async function revoke(
  ctx: Context,
  credential: Pick<Credential, 'id' | 'learnerId' | 'submissionId' | 'statusListId' | 'statusIndex'>,
  cause: 'withdrawn' | 'erased',
  reason: string,
): Promise<void> {
  await markRevoked(ctx, credential.id, reason)
  const list = await lockStatusList(ctx, credential.statusListId)
  await updateStatusList(ctx, list.id, { bits: withBit(list.bits, credential.statusIndex) })
  await record(ctx, 'credential.revoke', { type: 'credential', id: credential.id })
  await emit(ctx, credentialRevoked, {
    credentialId: credential.id,
    learnerId: credential.learnerId,
    submissionId: credential.submissionId,
    statusListId: list.id,
    cause,
    revokedAt: ctx.now.toISOString(),
  })
}
