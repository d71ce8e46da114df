import { record } from '../audit/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { passwordMatches } from './passwords.ts'
import { lockOptionalOpenPerson, markClosed, markOpen } from './person-queries.ts'
import { countOperators, listRolesOf, revokeAllSessions, selectOptionalPerson } from './queries.ts'

/**
 * Asks for the password again before something that cannot be undone; who has none has proved nothing less by their session.
 * @throws AppError `precondition_failed` (wrongPassword), `rate_limited`
 */
export async function requirePassword(ctx: Context, personId: Id<'person'>, password: string): Promise<void> {
  await limitRate(ctx, `prove:${personId}`, { max: 10, windowSeconds: 900 })
  const person = await selectOptionalPerson(ctx, personId)
  if (!person?.passwordHash) return
  if (!(await passwordMatches(person.passwordHash, password)))
    throw new AppError('precondition_failed', { reason: 'wrongPassword' })
}

/**
 * Closes an account and ends its sessions; call inside a transaction.
 * @throws AppError `precondition_failed` (lastOperator), `not_found` when it is closed
 */
export async function closeAccount(ctx: Context, personId: Id<'person'>): Promise<void> {
  if (!(await lockOptionalOpenPerson(ctx, personId))) throw new AppError('not_found')
  const isOperator = (await listRolesOf(ctx, personId)).includes('operator')
  if (isOperator && (await countOperators(ctx)) <= 1)
    throw new AppError('precondition_failed', { reason: 'lastOperator' })
  await markClosed(ctx, personId)
  const sessions = await revokeAllSessions(ctx, personId)
  await record(ctx, 'account.close', { type: 'person', id: personId }, { sessions })
}

/** Opens a closed account again; its person signs in as before. Call inside a transaction. */
export async function reopenAccount(ctx: Context, personId: Id<'person'>): Promise<void> {
  await markOpen(ctx, personId)
  await record(ctx, 'account.reopen', { type: 'person', id: personId })
}
