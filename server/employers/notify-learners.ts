import { listReadyLearners, listReleasedBy } from '../assessment/index.ts'
import type { Context } from '../platform/context.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { inTransaction } from '../platform/transaction.ts'
import { learnersTold } from './events.ts'
import { insertNotices, listOpenOpenings, selectOptionalOpening } from './opening-queries.ts'
import { stateOf } from './openings.ts'

const BATCH = 500

async function tell(ctx: Context, openingId: Id<'opening'>, learnerIds: readonly Id<'person'>[]): Promise<void> {
  for (let at = 0; at < learnerIds.length; at += BATCH) {
    await inTransaction(ctx, async (ctx) => {
      const told = await insertNotices(ctx, openingId, learnerIds.slice(at, at + BATCH))
      if (told.length === 0) return
      for (const { id: noticeId } of told)
        await enqueue(ctx, 'employers.mailNotice', { noticeId }, { key: `employers.notice:${noticeId}` })
      await emit(ctx, learnersTold, { openingId, learnerIds: told.map(({ learnerId }) => learnerId) })
    })
  }
}

/** Tells everybody who is ready for an opening's role, once each. Running it again tells nobody twice. */
export async function notifyMatching(ctx: Context, payload: { openingId: string }): Promise<void> {
  const opening = await selectOptionalOpening(ctx, payload.openingId as Id<'opening'>)
  if (!opening || stateOf(opening, ctx.now) !== 'open') return
  await tell(ctx, opening.id, await listReadyLearners(ctx, opening.roleCode))
}

/** Tells somebody who has just become ready of the openings that stand. */
export async function notifyNewlyReady(ctx: Context, payload: { learnerId: string; roleCode: string }): Promise<void> {
  const ready = await listReadyLearners(ctx, payload.roleCode, payload.learnerId as Id<'person'>)
  for (const opening of await listOpenOpenings(ctx, payload.roleCode))
    if (stateOf(opening, ctx.now) === 'open') await tell(ctx, opening.id, ready)
}

/** Tells those whose grades were released of the openings for which they turn out to be ready. Again, it tells nobody twice. */
export async function notifyReleased(ctx: Context, payload: { holdId: string }): Promise<void> {
  const released = await listReleasedBy(ctx, payload.holdId as Id<'gradeHold'>)
  const openings = (await listOpenOpenings(ctx)).filter((opening) => stateOf(opening, ctx.now) === 'open')
  for (const learnerId of new Set(released.map((row) => row.learnerId)))
    for (const opening of openings)
      await tell(ctx, opening.id, await listReadyLearners(ctx, opening.roleCode, learnerId))
}
