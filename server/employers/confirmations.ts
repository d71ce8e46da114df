import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { type Context, organisationsWhere } from '../platform/context.ts'
import { dayIn, requireDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id, newId, newSecret } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import { dayAfter, hasCome } from './days.ts'
import { retentionConfirmed } from './events.ts'
import type { AnswerConfirmationInput } from './inputs.ts'
import { roleNames } from './openings.ts'
import {
  insertConfirmationLink,
  insertFact,
  listDuePlacements,
  listFacts,
  lockPlacement,
  type Placement,
  selectOptionalLink,
  selectPlacement,
  updateLinkSecret,
  useLink,
} from './placement-queries.ts'
import { CONFIRMED_DAYS, LINK_DAYS, placementState } from './placement-state.ts'

const DAY = 86_400_000

/**
 * Asks the employers whose day 90 or 180 has come, once each: before that there is no link. Runs every hour; running it
 * again asks nobody twice. Gives the links that are new.
 */
export async function askConfirmations(ctx: Context): Promise<Id<'confirmationLink'>[]> {
  const asked: Id<'confirmationLink'>[] = []
  for (const day of CONFIRMED_DAYS) {
    const startedBy = dayAfter(dayIn('UTC', ctx.now), -day)
    for (const placementId of await listDuePlacements(ctx, day, startedBy)) {
      await inTransaction(ctx, async (ctx) => {
        const id = newId<'confirmationLink'>()
        const expiresAt = new Date(ctx.now.getTime() + LINK_DAYS * DAY)
        if (!(await insertConfirmationLink(ctx, { id, placementId, day, createdAt: ctx.now, expiresAt }))) return
        await record(ctx, 'placement.ask', { type: 'placement', id: placementId }, { day })
        await enqueue(ctx, 'employers.mailConfirmation', { linkId: id }, { key: `employers.confirmation:${id}` })
        asked.push(id)
      })
    }
  }
  return asked
}

/**
 * Gives a link a new secret, of which only the digest is kept. The worker calls it as it sends the mail, so that no
 * secret lies in a job and a mail sent twice carries a link that works. Null once it was used or is too old.
 */
export async function drawConfirmationSecret(ctx: Context, linkId: string) {
  const secret = newSecret()
  const link = await updateLinkSecret(ctx, linkId as Id<'confirmationLink'>, digestOf(secret))
  return link && { link, secret }
}

/** @throws AppError `forbidden` (otherEmployer) for who is signed in for another employer */
function requireOwn(ctx: Context, organisationId: Id<'organisation'>): void {
  const own = organisationsWhere(ctx.actor, 'employer')
  if (own.length > 0 && !own.includes(organisationId)) throw new AppError('forbidden', { reason: 'otherEmployer' })
}

/** What a link asks, without using it. @throws AppError `expired` when used, too old or unknown, `forbidden` (otherEmployer) */
export async function readConfirmation(ctx: Context, input: { secret: string }) {
  const link = await selectOptionalLink(ctx, digestOf(input.secret))
  if (!link) throw new AppError('expired', { reason: 'linkUsedOrOld' })
  const { placement, reference, openingTitle, organisationNames } = await selectPlacement(ctx, link.placementId)
  requireOwn(ctx, placement.organisationId)
  const { hoursPerWeek, contract, startsOn, roleCode } = placement
  return {
    ...{ day: link.day, on: dayAfter(startsOn, link.day), reference: reference ?? '', openingTitle, organisationNames },
    ...{ roleName: (await roleNames(ctx)).get(roleCode) ?? null, hoursPerWeek, contract, startsOn },
    expiresAt: link.expiresAt,
  }
}

function requireLeft(ctx: Context, leftOn: string, startsOn: string): void {
  requireDay(leftOn)
  if (leftOn < startsOn) throw new AppError('invalid_input', { reason: 'leftBeforeStart', params: { date: startsOn } })
  if (!hasCome(leftOn, ctx.now))
    throw new AppError('invalid_input', { reason: 'dateInFuture', params: { date: leftOn } })
}

/** Whether somebody is known to have been employed on a day and on the one asked about before it: retained means both. */
async function isConfirmed(ctx: Context, placement: Placement, day: 90 | 180): Promise<boolean> {
  const { days } = placementState(placement.startsOn, await listFacts(ctx, [placement.id]), ctx.now)
  return days.every((asked) => asked.day > day || asked.state === 'employed')
}

/**
 * Answers once whether somebody was still employed on day 90 or 180; that they were is stage S6.
 * @throws AppError `expired` (linkUsedOrOld), `forbidden` (otherEmployer), `rate_limited`,
 *   `invalid_input` (noSuchDate, leftBeforeStart, dateInFuture)
 */
export async function answerConfirmation(ctx: Context, input: z.output<typeof AnswerConfirmationInput>): Promise<void> {
  await limitRate(ctx, 'employers.confirm', { max: 300, windowSeconds: 60 })
  await inTransaction(ctx, async (ctx) => {
    const link = await useLink(ctx, digestOf(input.secret))
    if (!link) throw new AppError('expired', { reason: 'linkUsedOrOld' })
    const { placementId, day } = link
    await lockPlacement(ctx, placementId)
    const { placement } = await selectPlacement(ctx, placementId)
    requireOwn(ctx, placement.organisationId)
    const leftOn = input.answer === 'left' ? input.leftOn : null
    if (leftOn !== null) requireLeft(ctx, leftOn, placement.startsOn)
    await insertFact(ctx, {
      ...{ id: newId(), placementId, kind: `day_${day}`, answer: input.answer, leftOn, at: ctx.now },
      by: `link:${link.id}`,
    })
    await record(ctx, 'placement.confirm', { type: 'placement', id: placementId }, { day, linkId: link.id })
    if (!(await isConfirmed(ctx, placement, day))) return
    const { learnerId, roleCode } = placement
    await emit(ctx, retentionConfirmed, { placementId, learnerId, roleCode, day, confirmedAt: ctx.now.toISOString() })
  })
}
