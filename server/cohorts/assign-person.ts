import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { listMembersWithRole, listRolesIn } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { personAssigned } from './events.ts'
import { ASSIGNMENT_KINDS, type AssignPersonInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  type Cohort,
  endAssignment as endRow,
  insertAssignment,
  listPartnersOf,
  listTeam,
  lockAssignment,
  lockCohort,
  selectCohortIn,
} from './queries.ts'

/**
 * Those who may be assigned, as far as the actor sees: a partner its own people, the owner those of its partners too.
 * Who teaches comes from the partner that delivers, or from the owner.
 */
async function listCandidates(ctx: Context, cohort: Cohort) {
  const isOwner = policy.createCohort.decide(ctx.actor, cohort, ctx.now) !== null
  const organisations = isOwner ? [cohort.ownerId, ...(await listPartnersOf(ctx, cohort.ownerId))] : [cohort.partnerId]
  const kinds = isOwner ? ASSIGNMENT_KINDS : (['instructor'] as const)
  const members = await listMembersWithRole(ctx, [...new Set(organisations)], kinds)
  return members.filter(
    ({ role, organisationId }) =>
      role !== 'instructor' || organisationId === cohort.partnerId || organisationId === cohort.ownerId,
  )
}

/**
 * Assigns an instructor, proctor or independent assessor to a cohort; assigning again changes nothing.
 * @throws AppError `not_found` for a cohort or person outside one's scope, `precondition_failed` (assessorOfPartner)
 */
export async function assignPerson(ctx: Context, input: z.output<typeof AssignPersonInput>): Promise<void> {
  const { kind } = input
  const cohortId = input.cohortId as Id<'cohort'>
  const personId = input.personId as Id<'person'>
  await inTransaction(ctx, async (ctx) => {
    const cohort = await lockCohort(ctx, cohortId)
    authorise(ctx, policy.assignPerson, { ...cohort, kind })
    const candidates = await listCandidates(ctx, cohort)
    const isCandidate = candidates.some((candidate) => candidate.personId === personId && candidate.role === kind)
    if (!isCandidate) throw new AppError('not_found')
    if (kind === 'assessor') await requireIndependent(ctx, cohort, personId)
    const id = newId<'assignment'>()
    if (!(await insertAssignment(ctx, { id, cohortId, personId, kind, assignedAt: ctx.now }))) return
    await record(ctx, 'cohort.assign', { type: 'assignment', id }, { cohortId, personId, kind })
    await emit(ctx, personAssigned, { assignmentId: id, cohortId, personId, kind, isEnded: false })
  })
}

/**
 * Whoever belongs to the partner that teaches a cohort does not assess it. Ask again when something is signed: people
 * change organisations.
 * @throws AppError `precondition_failed` (assessorOfPartner)
 */
export async function requireIndependent(
  ctx: Context,
  cohort: { partnerId: Id<'organisation'> },
  personId: Id<'person'>,
): Promise<void> {
  const roles = await listRolesIn(ctx, personId, cohort.partnerId)
  if (roles.length > 0) throw new AppError('precondition_failed', { reason: 'assessorOfPartner' })
}

/** Ends an assignment; ending it again changes nothing. @throws AppError `not_found` */
export async function endAssignment(ctx: Context, input: { assignmentId: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { id, cohortId, personId, kind, endedAt } = await lockAssignment(ctx, input.assignmentId)
    authorise(ctx, policy.assignPerson, { ...(await lockCohort(ctx, cohortId)), kind })
    if (endedAt) return
    await endRow(ctx, id)
    await record(ctx, 'cohort.endAssignment', { type: 'assignment', id }, { cohortId, personId, kind })
    await emit(ctx, personAssigned, { assignmentId: id, cohortId, personId, kind, isEnded: true })
  })
}

/** Who is assigned to a cohort, and who could be. @throws AppError `not_found` */
export async function readTeam(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const { cohort } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  authorise(ctx, policy.manageRoster, cohort)
  const mayEnd = (kind: (typeof ASSIGNMENT_KINDS)[number]) =>
    policy.assignPerson.decide(ctx.actor, { ...cohort, kind }, ctx.now) !== null
  return {
    team: (await listTeam(ctx, cohort.id)).map((row) => ({ ...row, mayEnd: !row.endedAt && mayEnd(row.kind) })),
    candidates: (await listCandidates(ctx, cohort)).map((row) => ({
      ...row,
      isOfPartner: row.organisationId === cohort.partnerId,
    })),
  }
}
