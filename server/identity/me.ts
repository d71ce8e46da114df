import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listSessions, selectOptionalPerson, selectOptionalSession, updateLocale } from './queries.ts'

/** The signed-in person with current roles; null for nobody. */
export async function readMe(ctx: Context) {
  return ctx.actor.kind === 'person' ? selectOptionalSession(ctx, ctx.actor.sessionId) : null
}

export async function readSessions(ctx: Context) {
  const { personId, sessionId } = requirePerson(ctx)
  const sessions = await listSessions(ctx, personId)
  return sessions.map((session) => ({ ...session, isThis: session.id === sessionId }))
}

/** Remembers the language for mail; pages follow the cookie. */
export async function setLocale(ctx: Context, input: { locale: 'en' | 'ja' }): Promise<void> {
  const { personId } = requirePerson(ctx)
  if (!(await selectOptionalPerson(ctx, personId))) throw new AppError('not_found')
  await updateLocale(ctx, personId, input.locale)
}
