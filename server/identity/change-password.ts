import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './inputs.ts'
import { createLink, redeemLink } from './links.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import { revokeAllSessions, selectOptionalPerson, selectOptionalPersonByEmail, updatePassword } from './queries.ts'

/** Sends a reset link when the address is known; the answer is the same when it is not. @throws AppError `rate_limited` */
export async function requestPasswordReset(
  ctx: Context,
  input: z.output<typeof RequestPasswordResetInput>,
): Promise<void> {
  await limitRate(ctx, `reset:${digestOf(input.email)}`, { max: 5, windowSeconds: 3600 })
  const person = await selectOptionalPersonByEmail(ctx, input.email)
  if (!person) return
  await inTransaction(ctx, async (ctx) => {
    const id = newId<'link'>()
    await createLink(ctx, id, 'password_reset', person.id, { personId: person.id, email: person.email })
    await record(ctx, 'password.requestReset', { type: 'person', id: person.id })
    await enqueue(ctx, 'identity.sendLink', { linkId: id }, { key: `link:${id}` })
  })
}

/** Sets a password from a mailed link and ends every session. @throws AppError `expired` */
export async function resetPassword(ctx: Context, input: z.output<typeof ResetPasswordInput>): Promise<void> {
  const passwordHash = await hashPassword(input.password)
  await inTransaction(ctx, async (ctx) => {
    const link = await redeemLink(ctx, 'password_reset', input.secret)
    await updatePassword(ctx, link.personId!, passwordHash)
    await revokeAllSessions(ctx, link.personId!)
    await record(ctx, 'password.reset', { type: 'person', id: link.personId! })
  })
}

/** Changes one's password and ends every session. @throws AppError `unauthenticated` (wrongPassword), `rate_limited` */
export async function changePassword(ctx: Context, input: z.output<typeof ChangePasswordInput>): Promise<void> {
  const { personId } = requirePerson(ctx)
  await limitRate(ctx, `change-password:${personId}`, { max: 10, windowSeconds: 900 })
  const person = await selectOptionalPerson(ctx, personId)
  if (!(await passwordMatches(person?.passwordHash ?? null, input.current))) {
    throw new AppError('precondition_failed', { reason: 'wrongPassword' })
  }
  const passwordHash = await hashPassword(input.next)
  await inTransaction(ctx, async (ctx) => {
    await updatePassword(ctx, personId, passwordHash)
    await revokeAllSessions(ctx, personId)
    await record(ctx, 'password.change', { type: 'person', id: personId })
  })
}
