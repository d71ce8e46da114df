import type { Policy } from '../platform/authorise.ts'
import { hasRole, type Role } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** Who may invite whom: operators anybody, managers the people of their own organisation. */
export const invitePerson: Policy<{ organisationId: Id<'organisation'>; role: Role }> = {
  action: 'person.invite',
  decide: (actor, { organisationId, role }) => {
    if (hasRole(actor, 'operator')) return { kind: 'site' }
    if (actor.kind !== 'person' || role === 'operator' || role === 'auditor') return null
    const manages = actor.memberships.some(
      (m) => m.organisationId === organisationId && (m.role === 'programme_manager' || m.role === 'partner_manager'),
    )
    return manages ? { kind: 'organisations', organisationIds: [organisationId] } : null
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
