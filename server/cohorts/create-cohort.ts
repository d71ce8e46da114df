import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { checkCalendar, selectProgramme } from '../catalog/index.ts'
import { selectOptionalOrganisation } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn, requireDay, startOfDay, zoneExists } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { CreateCohortInput, UpdateCohortInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  countRoster,
  insertCohort,
  lockCohort,
  selectOptionalBaseline,
  selectOptionalCohort,
  updateCohort as updateRow,
} from './queries.ts'

type Facts = Omit<z.output<typeof UpdateCohortInput>, 'cohortId'>

/** Later, whoever is measured could first see who leaves, and then choose whom to count. */
const FREEZE_WITHIN_DAYS = 30

function lastFreezeOn(startsOn: string): string {
  return new Date(Date.parse(startsOn) + FREEZE_WITHIN_DAYS * 86_400_000).toISOString().slice(0, 10)
}

/** Checks what a cohort is to be and gives the instant at which its roster freezes: when that day begins there. */
function freezesAt(ctx: Context, facts: Facts): Date {
  if (!zoneExists(facts.zone))
    throw new AppError('invalid_input', { reason: 'noSuchZone', params: { zone: facts.zone } })
  checkCalendar(facts)
  const freezesOn = requireDay(facts.freezesOn)
  if (freezesOn > facts.endsOn) throw new AppError('invalid_input', { reason: 'freezesAfterEnd' })
  const last = lastFreezeOn(facts.startsOn)
  if (freezesOn > last) throw new AppError('invalid_input', { reason: 'freezesTooLate', params: { last } })
  const at = startOfDay(facts.zone, freezesOn)
  if (at <= ctx.now) throw new AppError('invalid_input', { reason: 'freezesInPast' })
  return at
}

async function requireKind(ctx: Context, id: string, kind: 'programme_owner' | 'delivery_partner'): Promise<void> {
  const organisation = await selectOptionalOrganisation(ctx, id as Id<'organisation'>)
  if (organisation?.kind !== kind) throw new AppError('not_found')
}

async function requireWithinProgramme(ctx: Context, programmeId: Id<'programme'>, ownerId: string, facts: Facts) {
  const programme = await selectProgramme(ctx, programmeId)
  if (programme.ownerId !== null && programme.ownerId !== ownerId) throw new AppError('not_found')
  const { startsOn, endsOn } = programme
  if ((startsOn && facts.startsOn < startsOn) || (endsOn && facts.endsOn > endsOn)) {
    throw new AppError('invalid_input', { reason: 'outsideProgramme', params: { from: startsOn, to: endsOn } })
  }
}

/**
 * Creates a cohort of one's own programme with one delivery partner. The same id again changes nothing.
 * @throws AppError `not_found`, `invalid_input` (noSuchDate, noSuchZone, endsBeforeStart, freezesAfterEnd,
 * freezesTooLate, freezesInPast, outsideProgramme), `conflict` (idTaken)
 */
export async function createCohort(
  ctx: Context,
  input: z.output<typeof CreateCohortInput>,
): Promise<{ cohortId: Id<'cohort'> }> {
  const { cohortId, ownerId, partnerId, freezesOn: _, ...facts } = input
  authorise(ctx, policy.createCohort, { ownerId: ownerId as Id<'organisation'> })
  const at = freezesAt(ctx, input)
  return inTransaction(ctx, async (ctx) => {
    const id = cohortId as Id<'cohort'>
    const programmeId = input.programmeId as Id<'programme'>
    await requireKind(ctx, ownerId, 'programme_owner')
    await requireKind(ctx, partnerId, 'delivery_partner')
    await requireWithinProgramme(ctx, programmeId, ownerId, input)
    const owners = { ownerId: ownerId as Id<'organisation'>, partnerId: partnerId as Id<'organisation'> }
    if (!(await insertCohort(ctx, { ...facts, ...owners, id, programmeId, freezesAt: at, createdAt: ctx.now }))) {
      if ((await selectOptionalCohort(ctx, id))?.ownerId !== ownerId)
        throw new AppError('conflict', { reason: 'idTaken' })
      return { cohortId: id }
    }
    await record(ctx, 'cohort.create', { type: 'cohort', id }, { programmeId, ...owners })
    return { cohortId: id }
  })
}

/**
 * Changes a cohort before its roster is frozen; the partner only while nobody is enrolled.
 * @throws AppError `not_found`, `conflict` (frozenCohort), `precondition_failed` (partnerHasRoster,
 * startHasCome), `invalid_input`
 */
export async function updateCohort(ctx: Context, input: z.output<typeof UpdateCohortInput>): Promise<void> {
  const id = input.cohortId as Id<'cohort'>
  await inTransaction(ctx, async (ctx) => {
    const cohort = await lockCohort(ctx, id)
    authorise(ctx, policy.createCohort, cohort)
    if (await selectOptionalBaseline(ctx, id)) throw new AppError('conflict', { reason: 'frozenCohort' })
    // A start that has come stays: the day of the freeze is counted from it.
    if (cohort.startsOn <= dayIn(cohort.zone, ctx.now) && input.startsOn > cohort.startsOn)
      throw new AppError('precondition_failed', { reason: 'startHasCome' })
    const at = freezesAt(ctx, input)
    await requireWithinProgramme(ctx, cohort.programmeId, cohort.ownerId, input)
    const partnerId = input.partnerId as Id<'organisation'>
    if (partnerId !== cohort.partnerId) {
      await requireKind(ctx, partnerId, 'delivery_partner')
      if ((await countRoster(ctx, id)) > 0) throw new AppError('precondition_failed', { reason: 'partnerHasRoster' })
    }
    const { names, zone, startsOn, endsOn } = input
    await updateRow(ctx, id, { names, zone, startsOn, endsOn, partnerId, freezesAt: at })
    await record(ctx, 'cohort.update', { type: 'cohort', id }, { zone, startsOn, endsOn, partnerId, freezesAt: at })
  })
}
