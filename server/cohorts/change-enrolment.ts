import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { requireDay, requirePastDay, startOfDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { overlapsLeave } from './enrolment-status.ts'
import { firstDayOfEnrolment } from './event-dates.ts'
import { enrolmentChanged } from './events.ts'
import type { LeaveInput, TransferInput, WithdrawInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type Cohort, insertEnrolments, lockCohort } from './queries.ts'
import {
  type Enrolment,
  type EnrolmentEvent,
  insertEvent,
  listEvents,
  lockEnrolment,
  lockOptionalEnrolmentIn,
  selectEnrolment,
  selectOptionalEvent,
  updateEnrolment,
} from './roster-queries.ts'

type EventFacts = Partial<Pick<EnrolmentEvent, 'reason' | 'endsOn' | 'toEnrolmentId' | 'corrects'>> &
  Pick<EnrolmentEvent, 'id' | 'kind' | 'startsOn'>

/** Appends an event with its note, its audit row and its notice to higher domains. */
export async function appendEvent(ctx: Context, enrolment: Enrolment, facts: EventFacts, note: string): Promise<void> {
  const { id, cohortId } = enrolment
  const rest = { reason: null, endsOn: null, toEnrolmentId: null, corrects: null, ...facts }
  const event = { ...rest, enrolmentId: id, cohortId, recordedAt: ctx.now, recordedBy: actorId(ctx.actor) }
  await insertEvent(ctx, event, note)
  const { id: eventId, kind, reason, startsOn, endsOn, toEnrolmentId, corrects } = event
  const told = { eventId, kind, reason, startsOn, endsOn, toEnrolmentId, corrects }
  await record(ctx, `enrolment.${kind}`, { type: 'enrolment', id }, { cohortId, ...told })
  await emit(ctx, enrolmentChanged, { enrolmentId: id, cohortId, ...told })
}

/** Locks cohorts in one order, so that two transfers in opposite directions wait instead of locking up. */
export async function lockCohorts(ctx: Context, ids: readonly Id<'cohort'>[]): Promise<Map<string, Cohort>> {
  const locked = new Map<string, Cohort>()
  for (const id of ids.toSorted()) locked.set(id, await lockCohort(ctx, id))
  return locked
}

interface Locked {
  enrolment: Enrolment
  cohort: Cohort
}

/** Locks an enrolment that one may change. Null when the event was written before: repeating changes nothing. */
async function lockForChange(ctx: Context, input: { enrolmentId: string; eventId: string }): Promise<Locked | null> {
  const id = input.enrolmentId as Id<'enrolment'>
  const found = await selectEnrolment(ctx, id)
  const cohort = await lockCohort(ctx, found.cohort.id)
  authorise(ctx, policy.manageRoster, cohort)
  const enrolment = await lockEnrolment(ctx, id)
  const written = await selectOptionalEvent(ctx, input.eventId as Id<'enrolmentEvent'>)
  if (written && written.enrolmentId !== id) throw new AppError('conflict', { reason: 'idTaken' })
  return written ? null : { enrolment, cohort }
}

function requireActive({ withdrawnAt }: Enrolment): void {
  if (withdrawnAt) throw new AppError('conflict', { reason: 'notOnRoster' })
}

/**
 * Records that a learner left, with a reason. A frozen roster keeps counting them.
 * @throws AppError `not_found`, `conflict` (notOnRoster), `invalid_input` (noSuchDate, dateInFuture, dateTooEarly)
 */
export async function withdrawLearner(ctx: Context, input: z.output<typeof WithdrawInput>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const locked = await lockForChange(ctx, input)
    if (!locked) return
    const { enrolment, cohort } = locked
    requireActive(enrolment)
    const first = firstDayOfEnrolment(cohort, enrolment.enrolledAt, ctx.now)
    const startsOn = requirePastDay(ctx.now, cohort.zone, input.on, first)
    await updateEnrolment(ctx, enrolment.id, { withdrawnAt: ctx.now })
    const id = input.eventId as Id<'enrolmentEvent'>
    await appendEvent(ctx, enrolment, { id, kind: 'withdrawn', reason: input.reason, startsOn }, input.note)
  })
}

/**
 * Records a leave from its first to its last day: the learner may read and starts no attempt.
 * @throws AppError `not_found`, `conflict` (notOnRoster, leaveOverlaps), `invalid_input` (noSuchDate, endsBeforeStart)
 */
export async function recordLeave(ctx: Context, input: z.output<typeof LeaveInput>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const locked = await lockForChange(ctx, input)
    if (!locked) return
    const { enrolment } = locked
    requireActive(enrolment)
    const [startsOn, endsOn] = [requireDay(input.from), requireDay(input.to)]
    if (endsOn < startsOn) throw new AppError('invalid_input', { reason: 'endsBeforeStart' })
    if (overlapsLeave(await listEvents(ctx, enrolment.id), startsOn, endsOn))
      throw new AppError('conflict', { reason: 'leaveOverlaps' })
    const id = input.eventId as Id<'enrolmentEvent'>
    await appendEvent(ctx, enrolment, { id, kind: 'leave', startsOn, endsOn }, input.note)
  })
}

/** The enrolment of the cohort that somebody goes to: a new one, or the one they had there and left. */
async function arrive(
  ctx: Context,
  from: Enrolment,
  { id: cohortId, zone }: Cohort,
  startsOn: string,
): Promise<Id<'enrolment'>> {
  const { learnerId, rosterName, id: transferredFrom } = from
  const known = await lockOptionalEnrolmentIn(ctx, cohortId, learnerId)
  if (known && !known.withdrawnAt) throw new AppError('conflict', { reason: 'alreadyThere' })
  if (known) {
    await updateEnrolment(ctx, known.id, { withdrawnAt: null, transferredFrom })
    return known.id
  }
  const id = newId<'enrolment'>()
  // Written down late, it counts from its own day.
  const enrolledAt = startOfDay(zone, startsOn)
  await insertEnrolments(ctx, [{ id, learnerId, cohortId, rosterName, transferredFrom, enrolledAt }])
  return id
}

/**
 * Moves a learner to another cohort of the same programme. Frozen rosters stay as they are: who leaves one still counts
 * there, who comes to one joins late.
 * @throws AppError `not_found`, `conflict` (notOnRoster, alreadyThere), `precondition_failed` (otherProgramme),
 * `invalid_input` (noSuchDate, dateInFuture, dateTooEarly)
 */
export async function transferLearner(ctx: Context, input: z.output<typeof TransferInput>): Promise<void> {
  const toId = input.toCohortId as Id<'cohort'>
  await inTransaction(ctx, async (ctx) => {
    const found = await selectEnrolment(ctx, input.enrolmentId as Id<'enrolment'>)
    const cohorts = await lockCohorts(ctx, [...new Set([found.cohort.id, toId])])
    const locked = await lockForChange(ctx, input)
    const to = cohorts.get(toId)!
    authorise(ctx, policy.manageRoster, to)
    if (!locked) return
    const { enrolment, cohort } = locked
    requireActive(enrolment)
    if (to.programmeId !== cohort.programmeId) throw new AppError('precondition_failed', { reason: 'otherProgramme' })
    const first = firstDayOfEnrolment(cohort, enrolment.enrolledAt, ctx.now)
    const startsOn = requirePastDay(ctx.now, cohort.zone, input.on, first)
    const toEnrolmentId = await arrive(ctx, enrolment, to, startsOn)
    await updateEnrolment(ctx, enrolment.id, { withdrawnAt: ctx.now })
    const id = input.eventId as Id<'enrolmentEvent'>
    await appendEvent(ctx, enrolment, { id, kind: 'transferred', startsOn, toEnrolmentId }, input.note)
  })
}
