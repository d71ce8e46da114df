import type { Policy } from '../platform/authorise.ts'
import { organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** Programmes of an organisation are made and changed by those who manage programmes there. */
export const manageProgramme: Policy<{ ownerId: Id<'organisation'> | null }> = {
  action: 'programme.manage',
  decide: (actor, { ownerId }) => {
    if (ownerId === null) return null
    if (actor.kind === 'system' && actor.process === 'setup') return { kind: 'site' }
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.includes(ownerId) ? { kind: 'organisations', organisationIds: owned } : null
  },
}

export const listProgrammes: Policy<null> = {
  action: 'programme.list',
  decide: (actor) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.length > 0 ? { kind: 'organisations', organisationIds: owned } : null
  },
}
