import type { Policy } from '../platform/authorise.ts'
import { type Actor, hasRole, ROLES, type Role } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/**
 * Roles that a manager gives in their own organisation: none that reaches beyond what they may do themselves. Operators,
 * auditors and employers are let in by operators; who decides on employers is let in by somebody who does.
 */
const GIVES: Partial<Record<Role, readonly Role[]>> = {
  programme_manager: ['programme_manager', 'partner_manager', 'instructor', 'proctor', 'assessor', 'learner'],
  partner_manager: ['partner_manager', 'instructor', 'proctor', 'assessor', 'learner'],
}

/** Roles that somebody can give somewhere, for a form to offer. */
export function rolesGivenBy(actor: Actor): Role[] {
  if (hasRole(actor, 'operator')) return [...ROLES]
  if (actor.kind !== 'person') return []
  return ROLES.filter((role) => actor.memberships.some((m) => GIVES[m.role]?.includes(role)))
}

/** Who may invite whom: operators anybody, managers the people of their own organisation. */
export const invitePerson: Policy<{ organisationId: Id<'organisation'>; role: Role }> = {
  action: 'person.invite',
  decide: (actor, { organisationId, role }) => {
    if (hasRole(actor, 'operator')) return { kind: 'site' }
    if (actor.kind !== 'person') return null
    const gives = actor.memberships.some((m) => m.organisationId === organisationId && GIVES[m.role]?.includes(role))
    return gives ? { kind: 'organisations', organisationIds: [organisationId] } : null
  },
}

export const listPeople: Policy<null> = {
  action: 'person.list',
  decide: (actor) => {
    if (hasRole(actor, 'operator')) return { kind: 'site' }
    if (actor.kind !== 'person') return null
    const organisationIds = actor.memberships
      .filter((m) => m.role === 'programme_manager' || m.role === 'partner_manager')
      .map((m) => m.organisationId)
    return organisationIds.length > 0 ? { kind: 'organisations', organisationIds } : null
  },
}

/** Organisations are the tenants of a site: its operator alone makes and renames them. */
export const manageOrganisations: Policy<null> = {
  action: 'organisation.manage',
  decide: (actor) => {
    if (actor.kind === 'system' && actor.process === 'setup') return { kind: 'site' }
    return hasRole(actor, 'operator') ? { kind: 'site' } : null
  },
}
