import type { Actor, Context } from './context.ts'
import { AppError } from './errors.ts'
import type { Id } from './ids.ts'

/** The part of the site that an actor may see for one action; every query of another's data takes one. */
export type Scope =
  | { kind: 'site' }
  | { kind: 'self'; personId: Id<'person'> }
  | { kind: 'organisations'; organisationIds: Id<'organisation'>[] }
  | { kind: 'partners'; organisationIds: Id<'organisation'>[] }
  | { kind: 'assigned'; personId: Id<'person'> }

/** A pure rule: the scope in which `actor` may do the action to `subject`, or null. */
export interface Policy<Subject> {
  action: string
  decide: (actor: Actor, subject: Subject, now: Date) => Scope | null
}

/**
 * Decides before any read of another's data and any write.
 * @throws AppError `unauthenticated` for nobody signed in, `not_found` otherwise: outside one's scope things do not exist.
 */
export function authorise<Subject>(ctx: Context, policy: Policy<Subject>, subject: Subject): Scope {
  const scope = policy.decide(ctx.actor, subject, ctx.now)
  if (scope) return scope
  if (ctx.actor.kind === 'anonymous') throw new AppError('unauthenticated', { reason: 'signInFirst' })
  throw new AppError('not_found')
}

/** The signed-in person. @throws AppError `unauthenticated` */
export function requirePerson(ctx: Context): Extract<Actor, { kind: 'person' }> {
  if (ctx.actor.kind !== 'person') throw new AppError('unauthenticated', { reason: 'signInFirst' })
  return ctx.actor
}
