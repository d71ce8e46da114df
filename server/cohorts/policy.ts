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
    if (actor.kind === 'system' && actor.process === 'worker') return { kind: 'site' }
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.includes(cohort.ownerId) ? { kind: 'organisations', organisationIds: owned } : null
  },
}

/** Rosters are kept by who owns the programme and by the partner who delivers. */
export const manageRoster: Policy<CohortOwners> = {
  action: 'cohort.manageRoster',
  decide: (actor, cohort) => {
    if (actor.kind === 'system' && actor.process === 'setup') return { kind: 'site' }
    const owned = organisationsWhere(actor, 'programme_manager')
    if (owned.includes(cohort.ownerId)) return { kind: 'organisations', organisationIds: owned }
    const delivered = organisationsWhere(actor, 'partner_manager')
    return delivered.includes(cohort.partnerId) ? { kind: 'partners', organisationIds: delivered } : null
  },
}

/** What one owns, to make cohorts of. */
export const listOwned: Policy<null> = {
  action: 'cohort.listOwned',
  decide: (actor) => {
    const owned = organisationsWhere(actor, 'programme_manager')
    return owned.length > 0 ? { kind: 'organisations', organisationIds: owned } : null
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

/**
 * The partner assigns its own instructors; who invigilates and who assesses is said by the programme's owner, for
 * whoever teaches must not choose who judges.
 */
export const assignPerson: Policy<CohortOwners & { kind: 'instructor' | 'proctor' | 'assessor' }> = {
  action: 'cohort.assign',
  decide: (actor, subject, now) =>
    subject.kind === 'instructor' ? manageRoster.decide(actor, subject, now) : createCohort.decide(actor, subject, now),
}

/** Who teaches a cohort now: assigned to it, and not before or after. */
export const teachCohort: Policy<{ taughtBy: readonly Id<'person'>[] }> = {
  action: 'cohort.teach',
  decide: (actor, { taughtBy }) =>
    actor.kind === 'person' && taughtBy.includes(actor.personId)
      ? { kind: 'assigned', personId: actor.personId }
      : null,
}
