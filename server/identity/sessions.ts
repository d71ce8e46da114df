import { record } from '../audit/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Actor, Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { insertSession, revokeAllSessions, revokeOwnSession, revokeSession, selectOptionalSession } from './queries.ts'

const SESSION_HOURS = 12

/** Opens a session for somebody who has just proved who they are; call inside a transaction. */
export async function openSession(
  ctx: Context,
  personId: Id<'person'>,
  how: 'password' | 'persona' | 'passkey',
  device: string | null,
): Promise<Id<'session'>> {
  const id = newId<'session'>()
  await insertSession(ctx, {
    id,
    personId,
    device,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + SESSION_HOURS * 3_600_000),
  })
  await record(
    { ...ctx, actor: { kind: 'person', personId, sessionId: id, memberships: [] } },
    'session.open',
    { type: 'session', id },
    { how },
  )
  return id
}

/** Who acts behind a session id, and what is shown of them to themselves; null once it expired or was revoked, at once. */
export async function personOfSession(ctx: Context, sessionId: Id<'session'>) {
  const me = await selectOptionalSession(ctx, sessionId)
  if (!me) return null
  const memberships = me.memberships.map(({ organisationId, role }) => ({ organisationId, role }))
  return { actor: { kind: 'person', personId: me.personId, sessionId, memberships } satisfies Actor, me }
}

export async function closeSession(ctx: Context, sessionId: Id<'session'>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await revokeSession(ctx, sessionId)
    await record(ctx, 'session.close', { type: 'session', id: sessionId })
  })
}

/** Ends one session of one's own, from wherever. Again changes nothing. @throws AppError `not_found` when it is not one's own */
export async function endSession(ctx: Context, input: { sessionId: string }): Promise<void> {
  const { personId } = requirePerson(ctx)
  const id = input.sessionId as Id<'session'>
  await inTransaction(ctx, async (ctx) => {
    const ended = await revokeOwnSession(ctx, personId, id)
    if (ended === null) throw new AppError('not_found')
    if (ended) await record(ctx, 'session.close', { type: 'session', id })
  })
}

/** Ends every session of the person who asks, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<{ sessions: number }> {
  const { personId } = requirePerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const sessions = await revokeAllSessions(ctx, personId)
    await record(ctx, 'session.closeAll', { type: 'person', id: personId }, { sessions })
    return { sessions }
  })
}
