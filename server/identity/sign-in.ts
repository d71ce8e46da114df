import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { SignInInput } from './inputs.ts'
import { passwordMatches } from './passwords.ts'
import { selectOptionalPerson, selectOptionalPersonByEmail } from './queries.ts'
import { openSession } from './sessions.ts'

export interface OpenedSession {
  personId: Id<'person'>
  sessionId: Id<'session'>
}

/**
 * Signs in with a password. The answer is the same for an unknown address and a wrong password.
 * @throws AppError `unauthenticated` (wrongPassword), `rate_limited`
 */
export async function signIn(
  ctx: Context,
  input: z.output<typeof SignInInput>,
  address: string,
  device: string | null,
): Promise<OpenedSession> {
  await limitRate(ctx, `sign-in:address:${address}`, { max: 60, windowSeconds: 900 })
  await limitRate(ctx, `sign-in:person:${digestOf(input.email)}`, { max: 10, windowSeconds: 900 })
  const person = await selectOptionalPersonByEmail(ctx, input.email)
  if (!(await passwordMatches(person?.passwordHash ?? null, input.password)) || !person) {
    throw new AppError('unauthenticated', { reason: 'wrongPassword' })
  }
  return inTransaction(ctx, async (ctx) => ({
    personId: person.id,
    sessionId: await openSession(ctx, person.id, 'password', device),
  }))
}

/**
 * Signs in as a persona of the evaluation programme. The caller has checked that this is evaluation mode and that the
 * visitor came through the one-time link.
 * @throws AppError `not_found` for anybody who is not a persona
 */
export async function signInAsPersona(
  ctx: Context,
  personId: Id<'person'>,
  device: string | null,
): Promise<OpenedSession> {
  const person = await selectOptionalPerson(ctx, personId)
  if (!person?.persona) throw new AppError('not_found')
  return inTransaction(ctx, async (ctx) => ({
    personId,
    sessionId: await openSession(ctx, personId, 'persona', device),
  }))
}
