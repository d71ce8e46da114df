import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { withdrawAllConsents } from '../employers/index.ts'
import { closeAccount, createLink, readLink, redeemLink, reopenAccount, requirePassword } from '../identity/index.ts'
import { callRunner, listWorkspaceIds } from '../labs/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { logFault } from '../platform/log.ts'
import { inTransaction } from '../platform/transaction.ts'
import { insertErasure, lockOptionalErasure, markCancelled, selectOptionalWaiting } from './erase-queries.ts'
import type { EraseInput, KeepInput } from './inputs.ts'

export const DAYS_TO_CHANGE_ONES_MIND = 14

type Forget = (workspaceId: Id<'workspace'>) => Promise<void>

/** Removes the folder of a workspace from the runner's disk. The worker, which erases the rows, cannot reach the runner. */
async function forgetFolder(workspaceId: Id<'workspace'>): Promise<void> {
  await callRunner('forget', { workspaceId })
}

/**
 * Closes one's account at once, takes every consent back, and erases the person after 14 days. Returns the secret with
 * which the account can be kept until then; a mail carries another.
 * @throws AppError `precondition_failed` (wrongPassword, lastOperator), `rate_limited`, `unavailable` (runnerAway)
 */
export async function requestErasure(
  ctx: Context,
  input: z.output<typeof EraseInput>,
  forget: Forget = forgetFolder,
): Promise<{ secret: string; dueAt: Date }> {
  const { personId } = requirePerson(ctx)
  await requirePassword(ctx, personId, input.password)
  const dueAt = new Date(ctx.now.getTime() + DAYS_TO_CHANGE_ONES_MIND * 86_400_000)
  // Rows are the truth and bring a folder back if the account is kept; what is only in the folder is saved before it goes.
  const workspaces = await listWorkspaceIds(ctx, personId)
  for (const id of workspaces) await forget(id)
  const closed = await inTransaction(ctx, async (ctx) => {
    await closeAccount(ctx, personId)
    await withdrawAllConsents(ctx, personId)
    const id = newId<'erasure'>()
    const { revokesCredentials } = input
    await insertErasure(ctx, { id, personId, requestedAt: ctx.now, dueAt, revokesCredentials })
    await record(ctx, 'person.requestErasure', { type: 'person', id: personId }, { erasureId: id, revokesCredentials })
    await enqueue(ctx, 'sovereignty.erasePerson', { erasureId: id }, { key: `erase:${id}`, runAt: dueAt })
    await enqueue(ctx, 'sovereignty.mailErasure', { erasureId: id }, { key: `erase-mail:${id}` })
    return { secret: await createLink(ctx, newId(), 'keep_account', personId, { personId }), dueAt }
  })
  // A tab that was still open may have asked for its folder again in between; now no session can.
  for (const id of workspaces)
    await forget(id).catch((error: unknown) => logFault('erasure.forget', error, { workspaceId: id }))
  return closed
}

/** Until when the account behind a link can be kept. @throws AppError `expired` when kept already, erased, or never asked for */
export async function readErasure(ctx: Context, input: z.output<typeof KeepInput>): Promise<{ dueAt: Date }> {
  const { personId } = await readLink(ctx, 'keep_account', input.secret)
  const erasure = personId && (await selectOptionalWaiting(ctx, personId))
  if (!erasure || erasure.dueAt <= ctx.now) throw new AppError('expired', { reason: 'linkUsedOrOld' })
  return { dueAt: erasure.dueAt }
}

/** Opens the account again and calls the erasure off. Consents stay withdrawn. @throws AppError `expired` */
export async function keepAccount(ctx: Context, input: z.output<typeof KeepInput>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { personId } = await redeemLink(ctx, 'keep_account', input.secret)
    const waiting = personId && (await selectOptionalWaiting(ctx, personId))
    const erasure = waiting && (await lockOptionalErasure(ctx, waiting.id))
    if (!erasure || erasure.dueAt <= ctx.now) throw new AppError('expired', { reason: 'linkUsedOrOld' })
    await markCancelled(ctx, erasure.id)
    await reopenAccount(ctx, erasure.personId)
  })
}
