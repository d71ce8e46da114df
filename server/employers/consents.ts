import type { z } from 'zod'
import { listReadyLearners } from '../assessment/index.ts'
import { record } from '../audit/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { requireDay, startOfDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { viewCandidates } from './candidate-view.ts'
import {
  insertConsent,
  insertWithdrawal,
  listUnwithdrawn,
  lockConsents,
  selectOptionalConsent,
} from './consent-queries.ts'
import { lastDayWithin } from './days.ts'
import { CONSENT_DAYS, type GrantInput, type PreviewInput } from './inputs.ts'
import { selectOffered } from './opening-queries.ts'
import { roleNames, stateOf } from './openings.ts'
import * as policy from './policy.ts'

/** When a consent ends: as its last day begins. @throws AppError `invalid_input` (noSuchDate, consentEnds) */
function endOf(ctx: Context, endsOn: string): Date {
  requireDay(endsOn)
  const last = lastDayWithin(ctx.now, CONSENT_DAYS)
  const endsAt = startOfDay('UTC', endsOn)
  if (endsAt <= ctx.now || endsOn > last)
    throw new AppError('invalid_input', { reason: 'consentEnds', params: { days: CONSENT_DAYS, last } })
  return endsAt
}

/**
 * Lets the employer of an opening see chosen items until a day. It takes the place of an earlier consent to the same
 * opening. The same id again changes nothing.
 * @throws AppError `not_found` for an opening one was not told of, `invalid_input` (nothingChosen, noSuchDate,
 *   consentEnds), `precondition_failed` (openingOver, notReadyNow), `conflict` (idTaken)
 */
export async function grantConsent(ctx: Context, input: z.output<typeof GrantInput>): Promise<void> {
  const { personId: learnerId } = requirePerson(ctx)
  authorise(ctx, policy.share, { learnerId })
  const id = input.consentId as Id<'consent'>
  if (input.items.length === 0) throw new AppError('invalid_input', { reason: 'nothingChosen' })
  const endsAt = endOf(ctx, input.endsOn)
  await inTransaction(ctx, async (ctx) => {
    const openingId = input.openingId as Id<'opening'>
    await lockConsents(ctx, openingId, 'change')
    const { opening, organisationCountry } = await selectOffered(ctx, learnerId, openingId)
    const known = await selectOptionalConsent(ctx, id)
    if (known && (known.learnerId !== learnerId || known.openingId !== openingId))
      throw new AppError('conflict', { reason: 'idTaken' })
    if (known) return
    if (stateOf(opening, ctx.now) !== 'open') throw new AppError('precondition_failed', { reason: 'openingOver' })
    if ((await listReadyLearners(ctx, opening.roleCode, learnerId)).length === 0)
      throw new AppError('precondition_failed', { reason: 'notReadyNow' })
    for (const earlier of await listUnwithdrawn(ctx, learnerId, openingId)) await insertWithdrawal(ctx, earlier)
    const recipient = { recipientId: opening.organisationId, country: organisationCountry!, purpose: opening.purpose }
    await insertConsent(ctx, {
      ...{ id, openingId, learnerId, ...recipient, items: input.items, grantedAt: ctx.now, endsAt },
    })
    await record(ctx, 'consent.grant', { type: 'consent', id }, { openingId, items: input.items, endsAt })
  })
}

/**
 * Takes a consent back, at once: when this returns, nobody is shown anything under it. Again changes nothing.
 * @throws AppError `not_found`
 */
export async function withdrawConsent(ctx: Context, input: { consentId: string }): Promise<void> {
  const consent = await selectOptionalConsent(ctx, input.consentId as Id<'consent'>)
  if (!consent) {
    requirePerson(ctx)
    throw new AppError('not_found')
  }
  authorise(ctx, policy.share, consent)
  await inTransaction(ctx, async (ctx) => {
    await lockConsents(ctx, consent.openingId, 'change')
    if (!(await insertWithdrawal(ctx, consent.id))) return
    await record(ctx, 'consent.withdraw', { type: 'consent', id: consent.id }, { openingId: consent.openingId })
  })
}

/** What the employer would see if the learner chose these items: made by what makes the employer's own page. */
export async function previewConsent(ctx: Context, input: z.output<typeof PreviewInput>) {
  const { personId: learnerId } = requirePerson(ctx)
  const { opening, ...offer } = await selectOffered(ctx, learnerId, input.openingId as Id<'opening'>)
  const [names, [view], live] = await Promise.all([
    roleNames(ctx),
    viewCandidates(ctx, opening.roleCode, [{ learnerId, items: input.items }]),
    listUnwithdrawn(ctx, learnerId, opening.id),
  ])
  return {
    opening: { ...opening, ...offer, state: stateOf(opening, ctx.now) },
    role: { code: opening.roleCode, name: names.get(opening.roleCode) ?? null },
    view: view!,
    lastDay: lastDayWithin(ctx.now, CONSENT_DAYS),
    usualDay: lastDayWithin(ctx.now, 90),
    hasConsent: live.length > 0,
  }
}
