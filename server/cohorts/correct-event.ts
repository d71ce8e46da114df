import type { z } from 'zod'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { appendEvent, lockCohorts } from './change-enrolment.ts'
import { standing } from './enrolment-status.ts'
import type { CorrectInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  type Enrolment,
  type EnrolmentEvent,
  listEvents,
  lockEnrolment,
  selectEnrolment,
  selectOptionalEvent,
  updateEnrolment,
} from './roster-queries.ts'

async function cohortsOf(ctx: Context, { cohortId, toEnrolmentId }: EnrolmentEvent): Promise<Id<'cohort'>[]> {
  if (!toEnrolmentId) return [cohortId]
  const { cohort } = await selectEnrolment(ctx, toEnrolmentId)
  return [...new Set([cohortId, cohort.id])]
}

/** Whoever was moved goes back, as long as they are still where they were moved to. */
async function takeBackArrival(ctx: Context, event: EnrolmentEvent): Promise<void> {
  const arrived = await lockEnrolment(ctx, event.toEnrolmentId!)
  const isStillThere = arrived.withdrawnAt === null && arrived.transferredFrom === event.enrolmentId
  if (!isStillThere) throw new AppError('conflict', { reason: 'correctLaterFirst' })
  await updateEnrolment(ctx, arrived.id, { withdrawnAt: ctx.now })
}

async function takeBack(ctx: Context, enrolment: Enrolment, event: EnrolmentEvent): Promise<void> {
  if (event.kind === 'leave') return
  if (enrolment.withdrawnAt === null) throw new AppError('conflict', { reason: 'correctLaterFirst' })
  if (event.kind === 'transferred') await takeBackArrival(ctx, event)
  await updateEnrolment(ctx, enrolment.id, { withdrawnAt: null })
}

/**
 * Takes a withdrawal, a leave or a transfer back by an event of its own; what was written stays readable.
 * @throws AppError `not_found`, `conflict` (alreadyCorrected, correctLaterFirst)
 */
export async function correctEvent(ctx: Context, input: z.output<typeof CorrectInput>): Promise<void> {
  const id = input.eventId as Id<'enrolmentEvent'>
  await inTransaction(ctx, async (ctx) => {
    const event = await selectOptionalEvent(ctx, input.corrects as Id<'enrolmentEvent'>)
    if (!event) throw new AppError('not_found')
    const cohorts = await lockCohorts(ctx, await cohortsOf(ctx, event))
    // A transfer is taken back at both ends: whoever keeps one roster must not change another's.
    for (const touched of cohorts.values()) authorise(ctx, policy.manageRoster, touched)
    const cohort = cohorts.get(event.cohortId)!
    const enrolment = await lockEnrolment(ctx, event.enrolmentId)
    if ((await selectOptionalEvent(ctx, id))?.corrects === event.id) return
    const events = await listEvents(ctx, enrolment.id)
    if (!standing(events).some((stands) => stands.id === event.id))
      throw new AppError('conflict', { reason: 'alreadyCorrected' })
    await takeBack(ctx, enrolment, event)
    const startsOn = dayIn(cohort.zone, ctx.now)
    await appendEvent(ctx, enrolment, { id, kind: 'corrected', startsOn, corrects: event.id }, input.note)
  })
}
