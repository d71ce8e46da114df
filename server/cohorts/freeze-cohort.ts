import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { cohortFrozen } from './events.ts'
import * as policy from './policy.ts'
import { insertBaseline, listRoster, lockCohort, selectOptionalBaseline } from './queries.ts'

/** Digest of a roster: of who is on it, whatever the order. */
export function rosterDigest(enrolmentIds: readonly string[]): string {
  return digestOf(canonicalJson([...enrolmentIds].sort()))
}

/**
 * Freezes the roster: from now on it is the denominator of every figure of this cohort.
 * @throws AppError `not_found`, `conflict` (alreadyFrozen), `precondition_failed` (emptyRoster)
 */
export async function freezeCohort(
  ctx: Context,
  input: { cohortId: string },
): Promise<{ enrolled: number; rosterDigest: string }> {
  const cohortId = input.cohortId as Id<'cohort'>
  return inTransaction(ctx, async (ctx) => {
    authorise(ctx, policy.freezeCohort, await lockCohort(ctx, cohortId))
    const known = await selectOptionalBaseline(ctx, cohortId)
    if (known) throw new AppError('conflict', { reason: 'alreadyFrozen' })
    const roster = await listRoster(ctx, cohortId)
    const enrolmentIds = roster
      .filter((row) => row.withdrawnAt === null)
      .map((row) => row.enrolmentId)
      .sort()
    if (enrolmentIds.length === 0) throw new AppError('precondition_failed', { reason: 'emptyRoster' })
    const digest = rosterDigest(enrolmentIds)
    await insertBaseline(ctx, { cohortId, rosterDigest: digest, enrolmentIds, frozenAt: ctx.now })
    await record(
      ctx,
      'cohort.freeze',
      { type: 'cohort', id: cohortId },
      { enrolled: enrolmentIds.length, rosterDigest: digest },
    )
    await emit(ctx, cohortFrozen, { cohortId, enrolmentIds, rosterDigest: digest, frozenAt: ctx.now.toISOString() })
    return { enrolled: enrolmentIds.length, rosterDigest: digest }
  })
}
