import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { listConsentsBy, listDisclosuresOf } from './consent-queries.ts'
import { earliestToday } from './days.ts'
import { countOffered, listOffered } from './opening-queries.ts'
import { roleNames, stateOf } from './openings.ts'
import { listPlacementsOf } from './placement-queries.ts'
import { describePlacements } from './placements.ts'

type Row = Awaited<ReturnType<typeof listConsentsBy>>[number]

function consentState({ consent, opening, withdrawnAt }: Row, now: Date): 'live' | 'withdrawn' | 'ended' {
  if (withdrawnAt) return 'withdrawn'
  return consent.endsAt <= now || opening.closedAt ? 'ended' : 'live'
}

/** What the signed-in learner was offered, allowed and is asked about. */
export async function readSharing(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const [offered, given, placed, names] = await Promise.all([
    listOffered(ctx, personId),
    listConsentsBy(ctx, personId),
    listPlacementsOf(ctx, personId),
    roleNames(ctx),
  ])
  const consents = given.map((row) => {
    const { id, openingId, items, country, purpose, grantedAt, endsAt } = row.consent
    return {
      ...{ consentId: id, openingId, openingTitle: row.opening.title, recipientNames: row.recipientNames },
      ...{
        items,
        country,
        purpose,
        grantedAt,
        endsAt,
        withdrawnAt: row.withdrawnAt,
        state: consentState(row, ctx.now),
      },
    }
  })
  const live = new Set(consents.filter(({ state }) => state === 'live').map(({ openingId }) => openingId))
  return {
    openings: offered
      .map(({ opening, organisationNames, notifiedAt }) => ({
        ...{ openingId: opening.id, title: opening.title, place: opening.place, country: opening.country },
        ...{ closesOn: opening.closesOn, organisationNames, notifiedAt, state: stateOf(opening, ctx.now) },
        roleName: names.get(opening.roleCode) ?? null,
        hasConsent: live.has(opening.id),
      }))
      .filter(({ state, hasConsent }) => state === 'open' || hasConsent),
    consents,
    placements: await describePlacements(ctx, placed),
  }
}

/** How many openings wait for the signed-in learner to look at. */
export async function countOffers(ctx: Context): Promise<number> {
  return countOffered(ctx, requirePerson(ctx).personId, earliestToday(ctx.now))
}

/** Who saw what of the signed-in learner, when, under which consent. */
export async function listDisclosures(ctx: Context) {
  const { personId } = requirePerson(ctx)
  return listDisclosuresOf(ctx, personId)
}
