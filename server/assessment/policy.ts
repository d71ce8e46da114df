import type { Policy } from '../platform/authorise.ts'
import { hasRole, organisationsWhere } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** What `authorise` needs to know of a submission: whose it is, and the cohort through which others may see it. */
export interface SubmissionSubject {
  learnerId: Id<'person'>
  cohort: { ownerId: Id<'organisation'>; partnerId: Id<'organisation'>; taughtBy: readonly Id<'person'>[] } | null
}

export const readSubmission: Policy<SubmissionSubject> = {
  action: 'submission.read',
  decide: (actor, { learnerId, cohort }) => {
    if (actor.kind !== 'person') return null
    if (actor.personId === learnerId) return { kind: 'self', personId: learnerId }
    return cohort?.taughtBy.includes(actor.personId) ? { kind: 'assigned', personId: actor.personId } : null
  },
}

/** What somebody handed in before, and how they came to it: for who teaches them. */
export const readSubmissionHistory: Policy<SubmissionSubject> = {
  action: 'submission.readHistory',
  decide: (actor, { cohort }) =>
    actor.kind === 'person' && cohort?.taughtBy.includes(actor.personId)
      ? { kind: 'assigned', personId: actor.personId }
      : null,
}

/** Who may read a submission may speak of it; a learner only in answer, which the use case sees to. */
export const commentOnSubmission: Policy<SubmissionSubject> = { ...readSubmission, action: 'submission.comment' }

/** A replay shows that a grade can be had again from what is stored; it changes none. */
export const replaySubmission: Policy<SubmissionSubject> = {
  action: 'submission.replay',
  decide: (actor, { cohort }) => {
    if (actor.kind !== 'person') return null
    if (hasRole(actor, 'auditor')) return { kind: 'site' }
    if (cohort?.taughtBy.includes(actor.personId)) return { kind: 'assigned', personId: actor.personId }
    const owned = organisationsWhere(actor, 'programme_manager')
    return cohort && owned.includes(cohort.ownerId) ? { kind: 'organisations', organisationIds: owned } : null
  },
}

/** Auditors find every grade by opaque ids: what it was made from and whether it can be had again, never whose it is. */
export const auditGrades: Policy<null> = {
  action: 'submission.audit',
  decide: (actor) => (hasRole(actor, 'auditor') ? { kind: 'site' } : null),
}

/** Only the proctor assigned to the cohort confirms who sits there, and never their own attempt. */
export const proctorAttempt: Policy<{ learnerId: Id<'person'>; proctors: readonly Id<'person'>[] }> = {
  action: 'attempt.proctor',
  decide: (actor, { learnerId, proctors }) =>
    actor.kind === 'person' && actor.personId !== learnerId && proctors.includes(actor.personId)
      ? { kind: 'assigned', personId: actor.personId }
      : null,
}

export const listAssignments: Policy<null> = {
  action: 'attempt.listAssigned',
  decide: (actor) =>
    hasRole(actor, 'proctor') && actor.kind === 'person' ? { kind: 'assigned', personId: actor.personId } : null,
}

export const ownAttempt: Policy<{ learnerId: Id<'person'> }> = {
  action: 'attempt.own',
  decide: (actor, { learnerId }) =>
    actor.kind === 'person' && actor.personId === learnerId ? { kind: 'self', personId: learnerId } : null,
}

export const listObservations: Policy<null> = {
  action: 'observation.list',
  decide: (actor) =>
    hasRole(actor, 'assessor') && actor.kind === 'person' ? { kind: 'assigned', personId: actor.personId } : null,
}

/** Only an assessor assigned to the cohort signs what they saw, and never of themselves. */
export const observe: Policy<{ learnerId: Id<'person'>; assessors: readonly Id<'person'>[] }> = {
  action: 'observation.sign',
  decide: (actor, { learnerId, assessors }) =>
    actor.kind === 'person' && actor.personId !== learnerId && assessors.includes(actor.personId)
      ? { kind: 'assigned', personId: actor.personId }
      : null,
}

export const listReviews: Policy<null> = {
  action: 'submission.listReviews',
  decide: (actor) =>
    hasRole(actor, 'assessor') && actor.kind === 'person' ? { kind: 'assigned', personId: actor.personId } : null,
}

/** Only an assessor assigned to the cohort marks what its learners wrote, and never their own. */
export const review: typeof observe = { ...observe, action: 'submission.review' }

export const readObservation: Policy<{ learnerId: Id<'person'>; assessorId: Id<'person'> }> = {
  action: 'observation.read',
  decide: (actor, { learnerId, assessorId }) =>
    actor.kind === 'person' && (actor.personId === learnerId || actor.personId === assessorId)
      ? { kind: 'self', personId: actor.personId }
      : null,
}
