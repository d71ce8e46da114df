import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { viewCandidates } from './candidate-view.ts'
import {
  countLiveConsents,
  insertDisclosures,
  listLiveConsents,
  listLiveIds,
  lockConsents,
  selectLiveConsent,
  selectOptionalConsent,
} from './consent-queries.ts'
import { candidatesViewed } from './events.ts'
import { selectOpeningIn } from './opening-queries.ts'
import { roleNames, stateOf } from './openings.ts'
import { isPlaced } from './placement-queries.ts'
import * as policy from './policy.ts'
import type { ConsentItem } from './schema.ts'

const PAGE = 50
/** What the list shows of each; the rest is on the candidate's own page. */
const LISTED: readonly ConsentItem[] = ['name', 'evidence', 'observation']

/**
 * The people who let themselves be seen for one's opening, in the order in which they did: no score, no rank. Each row
 * is a disclosure, written in the transaction that reads it.
 * @throws AppError `not_found` outside one's organisation
 */
export async function listCandidates(ctx: Context, input: { openingId: string; page: number }) {
  const scope = authorise(ctx, policy.hire, null)
  const { personId } = requirePerson(ctx)
  const { opening } = await selectOpeningIn(ctx, scope, input.openingId as Id<'opening'>)
  return inTransaction(ctx, async (ctx) => {
    await lockConsents(ctx, opening.id, 'view')
    const total = await countLiveConsents(ctx, scope, opening.id)
    const rows = await listLiveConsents(ctx, scope, opening.id, { limit: PAGE, offset: input.page * PAGE })
    const subjects = rows.map(({ consent }) => ({
      consentId: consent.id,
      learnerId: consent.learnerId,
      items: consent.items.filter((item) => LISTED.includes(item)),
    }))
    const views = await viewCandidates(ctx, opening.roleCode, subjects)
    const shown = subjects.filter(({ items }) => items.length > 0)
    await insertDisclosures(
      ctx,
      personId,
      shown.map(({ consentId, items }) => ({ consentId, items })),
    )
    if (shown.length > 0) {
      const views = shown.map(({ consentId, learnerId }) => ({ consentId, learnerId }))
      await emit(ctx, candidatesViewed, { views })
    }
    return {
      ...{ total, page: input.page, pages: Math.max(1, Math.ceil(total / PAGE)) },
      candidates: rows.map(({ consent }, index) => ({
        ...{ consentId: consent.id, grantedAt: consent.grantedAt, endsAt: consent.endsAt },
        view: views[index]!,
      })),
    }
  })
}

/**
 * One candidate with everything their consent names; the view is written down in the same transaction.
 * @throws AppError `not_found` without a live consent to one's own organisation
 */
export async function readCandidate(ctx: Context, input: { consentId: string }) {
  const scope = authorise(ctx, policy.hire, null)
  const { personId } = requirePerson(ctx)
  const id = input.consentId as Id<'consent'>
  const known = await selectOptionalConsent(ctx, id)
  if (!known) throw new AppError('not_found')
  return inTransaction(ctx, async (ctx) => {
    await lockConsents(ctx, known.openingId, 'view')
    const { consent, opening } = await selectLiveConsent(ctx, scope, id)
    const [view] = await viewCandidates(ctx, opening.roleCode, [consent])
    await insertDisclosures(ctx, personId, [{ consentId: id, items: consent.items }])
    await emit(ctx, candidatesViewed, { views: [{ consentId: id, learnerId: consent.learnerId }] })
    const { grantedAt, endsAt, purpose, country } = consent
    const names = await roleNames(ctx)
    return {
      ...{ consentId: id, grantedAt, endsAt, purpose, country, view: view! },
      opening: { id: opening.id, title: opening.title, state: stateOf(opening, ctx.now) },
      role: { code: opening.roleCode, name: names.get(opening.roleCode) ?? null },
      isPlaced: await isPlaced(ctx, opening.id, consent.learnerId),
    }
  })
}

/** Which of the consents that a page stands on still live; a page that shows them asks again and again. */
export async function listStillShown(ctx: Context, input: { consentIds: string[] }): Promise<string[]> {
  const scope = authorise(ctx, policy.hire, null)
  return listLiveIds(ctx, scope, input.consentIds)
}
