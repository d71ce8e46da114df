import type { Policy } from '../platform/authorise.ts'
import { organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** Who owns the programme withdraws a credential; nobody withdraws their own. */
export const revokeCredential: Policy<{ learnerId: Id<'person'>; ownerId: Id<'organisation'> | null }> = {
  action: 'credential.revoke',
  decide: (actor, { learnerId, ownerId }) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    if (actor.kind !== 'person' || actor.personId === learnerId || !ownerId || !owned.includes(ownerId)) return null
    return { kind: 'organisations', organisationIds: owned }
  },
}

export const listCredentials: Policy<null> = {
  action: 'credential.list',
  decide: (actor) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.length > 0 ? { kind: 'organisations', organisationIds: owned } : null
  },
}
