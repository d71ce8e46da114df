import type { Policy } from '../platform/authorise.ts'
import { hasRole, organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** Who lets employers in: the site's operator, and who owns a programme here. */
export const decideRequests: Policy<null> = {
  action: 'employer.decide',
  decide: (actor) => (hasRole(actor, 'operator', 'programme_manager') ? { kind: 'site' } : null),
}

/** What an employer does, does for their own organisation. */
export const hire: Policy<null> = {
  action: 'employer.hire',
  decide: (actor) => {
    const organisationIds = organisationsWhere(actor, 'employer')
    return organisationIds.length > 0 ? { kind: 'organisations', organisationIds } : null
  },
}

export const hireFor: Policy<{ organisationId: Id<'organisation'> }> = {
  action: 'employer.hireFor',
  decide: (actor, { organisationId }) =>
    organisationsWhere(actor, 'employer').includes(organisationId)
      ? { kind: 'organisations', organisationIds: [organisationId] }
      : null,
}

/** Learners own the door: what concerns their consent is theirs alone. */
export const share: Policy<{ learnerId: Id<'person'> }> = {
  action: 'consent.own',
  decide: (actor, { learnerId }) =>
    actor.kind === 'person' && actor.personId === learnerId ? { kind: 'self', personId: learnerId } : null,
}
