import type { Policy } from '../platform/authorise.ts'
import { hasRole, organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

interface CohortOwners {
  ownerId: Id<'organisation'>
  partnerId: Id<'organisation'>
}

/** Cohorts one may see: of the programme owned, of the partner managed, or taught by assignment. */
export const listCohorts: Policy<null> = {
  action: 'cohort.list',
  decide: (actor) => {
    if (actor.kind !== 'person') return null
    const owned = organisationsWhere(actor, 'programme_manager')
    if (owned.length > 0) return { kind: 'organisations', organisationIds: owned }
    const delivered = organisationsWhere(actor, 'partner_manager')
    if (delivered.length > 0) return { kind: 'partners', organisationIds: delivered }
    return hasRole(actor, 'instructor') ? { kind: 'assigned', personId: actor.personId } : null
  },
}

/** Only who owns the programme freezes a roster: the denominator of every figure. */
export const freezeCohort: Policy<CohortOwners> = {
  action: 'cohort.freeze',
  decide: (actor, cohort) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.includes(cohort.ownerId) ? { kind: 'organisations', organisationIds: owned } : null
  },
}

export const enrolLearner: Policy<CohortOwners> = {
  action: 'cohort.enrol',
  decide: (actor, cohort) => {
    if (actor.kind === 'system' && actor.process === 'setup') return { kind: 'site' }
    const owned = organisationsWhere(actor, 'programme_manager')
    if (owned.includes(cohort.ownerId)) return { kind: 'organisations', organisationIds: owned }
    const delivered = organisationsWhere(actor, 'partner_manager')
    return delivered.includes(cohort.partnerId) ? { kind: 'partners', organisationIds: delivered } : null
  },
}

export const createCohort: Policy<{ ownerId: Id<'organisation'> }> = {
  action: 'cohort.create',
  decide: (actor, cohort) => {
    if (actor.kind === 'system' && actor.process === 'setup') return { kind: 'site' }
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.includes(cohort.ownerId) ? { kind: 'organisations', organisationIds: owned } : null
  },
}
