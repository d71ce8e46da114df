import type { Db } from './db/client.ts'
import type { Id } from './ids.ts'

export const ROLES = [
  'learner',
  'instructor',
  'proctor',
  'assessor',
  'programme_manager',
  'partner_manager',
  'employer',
  'auditor',
  'operator',
] as const
export type Role = (typeof ROLES)[number]

export interface Membership {
  organisationId: Id<'organisation'>
  role: Role
}

export type Actor =
  | { kind: 'person'; personId: Id<'person'>; sessionId: Id<'session'>; memberships: readonly Membership[] }
  | { kind: 'system'; process: 'worker' | 'runner' | 'setup' }
  | { kind: 'anonymous' }

/** What every use case gets: who acts, when, and a database that is the open transaction inside `inTransaction`. */
export interface Context {
  readonly db: Db
  readonly now: Date
  /** Set where `now` is when something happened that is dealt with later: when it is dealt with. */
  readonly handledAt?: Date | undefined
  readonly actor: Actor
  readonly requestId: string
  /** Network address of who asks, for limits alone; processes have none. */
  readonly peer?: string | undefined
}

export function actorId(actor: Actor): string {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'system' ? `system:${actor.process}` : 'anonymous'
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.kind === 'person' && actor.memberships.some((m) => roles.includes(m.role))
}

export function organisationsWhere(actor: Actor, ...roles: Role[]): Id<'organisation'>[] {
  if (actor.kind !== 'person') return []
  return actor.memberships.filter((m) => roles.includes(m.role)).map((m) => m.organisationId)
}
