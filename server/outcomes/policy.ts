import type { Policy } from '../platform/authorise.ts'
import { hasRole, organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** Who owns cohorts of a programme publishes what came of them. */
export const publishRelease: Policy<{
  ownerId: Id<'organisation'>
  programmeOwnerId: Id<'organisation'> | null
}> = {
  action: 'release.publish',
  decide: (actor, { ownerId, programmeOwnerId }) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    const isTheirs = owned.includes(ownerId) && (programmeOwnerId === null || programmeOwnerId === ownerId)
    return isTheirs ? { kind: 'organisations', organisationIds: [ownerId] } : null
  },
}

export const listReleasable: Policy<null> = {
  action: 'release.listReleasable',
  decide: (actor) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.length > 0 ? { kind: 'organisations', organisationIds: owned } : null
  },
}

/** An auditor recomputes every release of the site; so does who may enter the machine. */
export const auditReleases: Policy<null> = {
  action: 'release.audit',
  decide: (actor) =>
    hasRole(actor, 'auditor') || (actor.kind === 'system' && actor.process === 'setup') ? { kind: 'site' } : null,
}
