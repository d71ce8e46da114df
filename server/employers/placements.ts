import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { dayIn, requireDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { inTransaction } from '../platform/transaction.ts'
import { lockConsents, selectLiveConsent, selectOptionalConsent } from './consent-queries.ts'
import { hasCome, lastDayWithin } from './days.ts'
import { placementAnswered, placementConfirmed, placementRecorded } from './events.ts'
import type { AnswerPlacementInput, RecordPlacementInput } from './inputs.ts'
import { roleNames } from './openings.ts'
import {
  insertFact,
  insertPlacement,
  isPlaced,
  listFacts,
  listPlacementsIn,
  lockPlacement,
  type Placement,
  selectOptionalPlacement,
  selectPlacementIn,
} from './placement-queries.ts'
import { placementState } from './placement-state.ts'
import * as policy from './policy.ts'

const AHEAD_DAYS = 30

function requireStart(ctx: Context, startsOn: string, openedAt: Date): void {
  requireDay(startsOn)
  const last = lastDayWithin(ctx.now, AHEAD_DAYS)
  if (startsOn > last) throw new AppError('invalid_input', { reason: 'startsTooLate', params: { last } })
  const first = dayIn('UTC', openedAt)
  if (startsOn < first) throw new AppError('invalid_input', { reason: 'startsBeforeOpening', params: { first } })
}

/**
 * Records that a candidate with a live consent is taken on; the learner is asked whether that is so. The same id again
 * changes nothing.
 * @throws AppError `not_found`, `invalid_input` (noSuchDate, startsTooLate, startsBeforeOpening),
 *   `conflict` (alreadyPlaced, idTaken)
 */
export async function recordPlacement(ctx: Context, input: z.output<typeof RecordPlacementInput>): Promise<void> {
  const scope = authorise(ctx, policy.hire, null)
  const { personId: recordedBy } = requirePerson(ctx)
  const id = input.placementId as Id<'placement'>
  const consentId = input.consentId as Id<'consent'>
  const known = await selectOptionalConsent(ctx, consentId)
  if (!known) throw new AppError('not_found')
  await inTransaction(ctx, async (ctx) => {
    await lockConsents(ctx, known.openingId, 'change')
    const { consent, opening } = await selectLiveConsent(ctx, scope, consentId)
    const before = await selectOptionalPlacement(ctx, id)
    if (before && before.consentId !== consentId) throw new AppError('conflict', { reason: 'idTaken' })
    if (before) return
    requireStart(ctx, input.startsOn, opening.createdAt)
    if (await isPlaced(ctx, opening.id, consent.learnerId)) throw new AppError('conflict', { reason: 'alreadyPlaced' })
    const { hoursPerWeek, contract, startsOn } = input
    const { organisationId, roleCode } = opening
    const row = { id, consentId, openingId: opening.id, organisationId, learnerId: consent.learnerId, roleCode }
    await insertPlacement(
      ctx,
      { ...row, hoursPerWeek, contract, startsOn, recordedAt: ctx.now, recordedBy },
      input.reference,
    )
    await record(ctx, 'placement.record', { type: 'placement', id }, { consentId, organisationId, startsOn })
    await enqueue(ctx, 'employers.mailPlacement', { placementId: id }, { key: `employers.placement:${id}` })
    await emit(ctx, placementRecorded, { placementId: id, learnerId: consent.learnerId })
  })
}

const base = (ctx: Context, placementId: Id<'placement'>) => ({
  ...{ id: newId<'placementFact'>(), placementId, at: ctx.now, by: actorId(ctx.actor) },
})

async function stateNow(ctx: Context, placement: Placement) {
  return placementState(placement.startsOn, await listFacts(ctx, [placement.id]), ctx.now)
}

/**
 * The employer confirms that work began (stage S5); again changes nothing.
 * @throws AppError `not_found`, `precondition_failed` (placementCancelled, placementDisputed, startNotCome)
 */
export async function confirmStart(ctx: Context, input: { placementId: string }): Promise<void> {
  const scope = authorise(ctx, policy.hire, null)
  await inTransaction(ctx, async (ctx) => {
    const id = input.placementId as Id<'placement'>
    await lockPlacement(ctx, id)
    const placement = await selectPlacementIn(ctx, scope, id)
    const { state, learner } = await stateNow(ctx, placement)
    if (state === 'started') return
    if (state === 'cancelled') throw new AppError('precondition_failed', { reason: 'placementCancelled' })
    if (learner === 'disputed') throw new AppError('precondition_failed', { reason: 'placementDisputed' })
    const { startsOn, learnerId, roleCode } = placement
    if (!hasCome(startsOn, ctx.now))
      throw new AppError('precondition_failed', { reason: 'startNotCome', params: { date: startsOn } })
    await insertFact(ctx, { ...base(ctx, id), kind: 'started' })
    await record(ctx, 'placement.start', { type: 'placement', id }, { startsOn })
    const confirmedAt = ctx.now.toISOString()
    await emit(ctx, placementConfirmed, { placementId: id, learnerId, roleCode, startedOn: startsOn, confirmedAt })
  })
}

/** Takes a placement back that did not come about, or that its learner disputes; again changes nothing. @throws AppError `not_found`, `precondition_failed` (alreadyStarted) */
export async function cancelPlacement(ctx: Context, input: { placementId: string }): Promise<void> {
  const scope = authorise(ctx, policy.hire, null)
  await inTransaction(ctx, async (ctx) => {
    const id = input.placementId as Id<'placement'>
    await lockPlacement(ctx, id)
    const { state, learner } = await stateNow(ctx, await selectPlacementIn(ctx, scope, id))
    if (state === 'cancelled') return
    if (state === 'started' && learner !== 'disputed')
      throw new AppError('precondition_failed', { reason: 'alreadyStarted' })
    await insertFact(ctx, { ...base(ctx, id), kind: 'cancelled' })
    await record(ctx, 'placement.cancel', { type: 'placement', id })
  })
}

/**
 * The learner says whether a placement is as recorded. A dispute stands: the employer records it anew.
 * @throws AppError `not_found`, `precondition_failed` (placementCancelled, placementDisputed)
 */
export async function answerPlacement(ctx: Context, input: z.output<typeof AnswerPlacementInput>): Promise<void> {
  requirePerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    const id = input.placementId as Id<'placement'>
    await lockPlacement(ctx, id)
    const placement = await selectOptionalPlacement(ctx, id)
    if (!placement) throw new AppError('not_found')
    authorise(ctx, policy.share, placement)
    const { state, learner } = await stateNow(ctx, placement)
    if (learner === input.answer) return
    if (state === 'cancelled') throw new AppError('precondition_failed', { reason: 'placementCancelled' })
    if (learner === 'disputed') throw new AppError('precondition_failed', { reason: 'placementDisputed' })
    await insertFact(ctx, { ...base(ctx, id), kind: input.answer })
    await record(ctx, 'placement.answer', { type: 'placement', id }, { answer: input.answer })
    const { recordedBy } = placement
    await emit(ctx, placementAnswered, {
      placementId: id,
      recordedBy,
      answer: input.answer,
      answeredAt: ctx.now.toISOString(),
    })
  })
}

type Described = Awaited<ReturnType<typeof listPlacementsIn>>

/** Placements with what they stand at. */
export async function describePlacements(ctx: Context, rows: Described) {
  const [facts, names] = await Promise.all([
    listFacts(
      ctx,
      rows.map(({ placement }) => placement.id),
    ),
    roleNames(ctx),
  ])
  const byPlacement = Map.groupBy(facts, ({ placementId }) => placementId)
  return rows.map(({ placement, openingTitle, organisationNames }) => {
    const { id, hoursPerWeek, contract, startsOn, recordedAt, roleCode } = placement
    return {
      ...{ placementId: id, openingTitle, organisationNames, hoursPerWeek, contract, startsOn, recordedAt },
      roleName: names.get(roleCode) ?? null,
      ...placementState(startsOn, byPlacement.get(id) ?? [], ctx.now),
    }
  })
}

/** The placements of one's organisations, by the employer's own reference: no name, for no consent covers one here. */
export async function listPlacements(ctx: Context) {
  const scope = authorise(ctx, policy.hire, null)
  const rows = await listPlacementsIn(ctx, scope)
  const described = await describePlacements(ctx, rows)
  return described.map((row, index) => ({ ...row, reference: rows[index]!.reference ?? '' }))
}
