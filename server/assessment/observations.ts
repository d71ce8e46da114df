import type { z } from 'zod'
import type { Signer } from '../audit/index.ts'
import { record } from '../audit/index.ts'
import { listRoles, type Programme, type Role, roleOf } from '../catalog/index.ts'
import { firstDayOfObservation, requireIndependent } from '../cohorts/index.ts'
import { selectOptionalPerson } from '../identity/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { dayIn, requirePastDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { observationSigned } from './events.ts'
import type { SignObservationInput } from './inputs.ts'
import { marksInOrder } from './marks.ts'
import * as policy from './policy.ts'
import { listAssigned, selectAssignedAt } from './queries.ts'
import {
  insertObservation,
  insertSeal,
  listObservable,
  listObservationsOf,
  lockReadiness,
  type Observation,
  selectObservation,
  selectObserved,
  selectOptionalObservation,
} from './readiness-queries.ts'

/** Roles of a programme that can be observed: open ones whose profile says what to watch. */
async function observableRoles(ctx: Context, programme: unknown): Promise<Role[]> {
  const { roles } = programme as Programme
  const rows = await listRoles(ctx)
  return rows
    .filter((row) => row.status === 'open' && roles.includes(row.slug))
    .map(roleOf)
    .filter((role) => role.observation)
}

/** Whom the signed-in assessor may observe for which role, and what was recorded of them so far. */
export async function listObservationTasks(ctx: Context) {
  authorise(ctx, policy.listObservations, null)
  const rows = await listObservable(ctx, requirePerson(ctx).personId)
  const done = await listObservationsOf(
    ctx,
    rows.map((row) => row.enrolmentId),
  )
  const tasks = await Promise.all(
    rows.map(async ({ enrolmentId, learnerName, cohort, programme }) =>
      (await observableRoles(ctx, programme)).map((role) => {
        const last = done.findLast((row) => row.enrolmentId === enrolmentId && row.roleCode === role.code)
        return {
          ...{ enrolmentId, learnerName, cohortNames: cohort.names },
          role: { code: role.code, name: role.name },
          last: last ? { observationId: last.id, observedOn: last.observedOn, isMet: last.isMet } : null,
        }
      }),
    ),
  )
  return tasks.flat()
}

async function observedSubject(ctx: Context, input: { enrolmentId: string; roleCode: string }) {
  const subject = await selectObserved(ctx, input.enrolmentId as Id<'enrolment'>)
  const assessors = await listAssigned(ctx, subject.cohort.id, 'assessor')
  authorise(ctx, policy.observe, { learnerId: subject.learnerId, assessors })
  const role = (await observableRoles(ctx, subject.programme)).find(({ code }) => code === input.roleCode)
  if (!role?.observation) throw new AppError('not_found')
  return { ...subject, role, observation: role.observation }
}

/** The form for one person and role. @throws AppError `not_found` outside one's assignments */
export async function readObservationForm(ctx: Context, input: { enrolmentId: string; roleCode: string }) {
  const { enrolmentId, learnerName, cohort, role, observation } = await observedSubject(ctx, input)
  const rows = await listObservationsOf(ctx, [enrolmentId])
  return {
    ...{ enrolmentId, learnerName, cohortNames: cohort.names, today: dayIn(cohort.zone, ctx.now) },
    role: { code: role.code, name: role.name },
    ...observation,
    earlier: rows
      .filter((row) => row.roleCode === role.code)
      .map(({ id, observedOn, isMet }) => ({ observationId: id, observedOn, isMet })),
  }
}

/** What the assessor signs and the site seals: opaque ids and marks, no name and no note. */
function statementOf(row: Omit<Observation, 'digest'>): string {
  const { learnerId, enrolmentId, roleCode, assessorId, observedOn, place, marks, isMet, recordedAt, corrects } = row
  return canonicalJson({
    type: 'terakoya/observation/v1',
    ...{
      id: row.id,
      learnerId,
      enrolmentId,
      roleCode,
      assessorId,
      observedOn,
      place,
      marks,
      isMet,
      recordedAt,
      corrects,
    },
  })
}

const plain = (name: string) => name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()

/**
 * Records what an independent assessor saw, with their name as signature; the same id again changes nothing. Met is what
 * was shown unaided in every criterion: it is not for the assessor to choose.
 * @throws AppError `not_found`, `invalid_input` (noSuchDate, dateInFuture, dateTooEarly, marksIncomplete, nameDiffers),
 *   `precondition_failed` (assessorOfPartner), `conflict` (alreadyCorrected)
 */
export async function signObservation(
  ctx: Context,
  input: z.output<typeof SignObservationInput>,
): Promise<{ observationId: Id<'observation'>; isMet: boolean }> {
  const { personId } = requirePerson(ctx)
  const id = input.observationId as Id<'observation'>
  return inTransaction(ctx, async (ctx) => {
    const { enrolmentId, enrolledAt, learnerId, cohort, role, observation } = await observedSubject(ctx, input)
    await requireIndependent(ctx, cohort, personId)
    await lockReadiness(ctx, learnerId)
    const known = await selectOptionalObservation(ctx, id)
    if (known) {
      if (known.assessorId !== personId || known.enrolmentId !== enrolmentId) throw new AppError('not_found')
      return { observationId: id, isMet: known.isMet }
    }
    const assignedAt = await selectAssignedAt(ctx, cohort.id, personId, 'assessor')
    const first = firstDayOfObservation(cohort, { enrolledAt, assignedAt }, ctx.now)
    requirePastDay(ctx.now, cohort.zone, input.observedOn, first)
    const marks = marksInOrder(input.marks, observation.criteria)
    const assessor = await selectOptionalPerson(ctx, personId)
    if (!assessor || plain(input.name) !== plain(assessor.name))
      throw new AppError('invalid_input', { reason: 'nameDiffers' })
    const corrects = input.corrects as Id<'observation'> | null
    if (corrects) await requireCorrectable(ctx, corrects, { personId, enrolmentId, roleCode: role.code })
    const isMet = marks.every(({ mark }) => mark === 'unaided')
    const row = {
      ...{ id, learnerId, enrolmentId, roleCode: role.code, assessorId: personId, observedOn: input.observedOn },
      ...{ place: input.place, marks, isMet, recordedAt: ctx.now, corrects },
    }
    await insertObservation(ctx, { ...row, digest: digestOf(statementOf(row)) }, input.note)
    await record(ctx, 'observation.sign', { type: 'observation', id }, { enrolmentId, role: role.code, isMet })
    await emit(ctx, observationSigned, { observationId: id, learnerId })
    return { observationId: id, isMet }
  })
}

async function requireCorrectable(
  ctx: Context,
  id: Id<'observation'>,
  by: { personId: Id<'person'>; enrolmentId: Id<'enrolment'>; roleCode: string },
): Promise<void> {
  const row = await selectOptionalObservation(ctx, id)
  const isOwn = row?.assessorId === by.personId && row.enrolmentId === by.enrolmentId && row.roleCode === by.roleCode
  if (!isOwn) throw new AppError('not_found')
  const later = await listObservationsOf(ctx, [by.enrolmentId])
  if (later.some(({ corrects }) => corrects === id)) throw new AppError('conflict', { reason: 'alreadyCorrected' })
}

/** Seals a signed observation with the site's key; call inside a transaction. Running it again changes nothing. */
export async function sealObservation(ctx: Context, payload: { observationId: string }, signer: Signer): Promise<void> {
  const row = await selectOptionalObservation(ctx, payload.observationId as Id<'observation'>)
  if (!row) return
  const signature = signer.sign(statementOf(row))
  await insertSeal(ctx, { observationId: row.id, keyId: signer.keyId, signature, sealedAt: ctx.now })
}

/** One observation, for the learner it is about and the assessor who signed it. @throws AppError `not_found` */
export async function readObservation(ctx: Context, input: { observationId: string }) {
  const { observation, note, seal, assessorName } = await selectObservation(
    ctx,
    input.observationId as Id<'observation'>,
  )
  authorise(ctx, policy.readObservation, observation)
  const role = (await listRoles(ctx)).map(roleOf).find(({ code }) => code === observation.roleCode)
  const { id, observedOn, place, marks, isMet, digest, recordedAt, corrects } = observation
  return {
    ...{
      observationId: id,
      observedOn,
      place,
      marks,
      isMet,
      digest,
      recordedAt,
      corrects,
      assessorName,
      note: note ?? '',
    },
    role: { code: observation.roleCode, name: role?.name ?? null },
    criteria: role?.observation?.criteria ?? [],
    seal: seal ? { keyId: seal.keyId, sealedAt: seal.sealedAt } : null,
  }
}
