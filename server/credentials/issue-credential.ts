import { randomBytes, randomInt } from 'node:crypto'
import { record } from '../audit/index.ts'
import { achievementOf, listAchievements } from '../catalog/index.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'
import { addMonths } from '../platform/months.ts'
import { inTransaction } from '../platform/transaction.ts'
import { achievementCredential, emptyBits, STATUS_LIST_BITS, signDocument } from '../standards/open-badges/index.ts'
import { currentEvidence, evidenceItem, optionalPassed, shownFor } from './earned.ts'
import { credentialIssued } from './events.ts'
import type { IssuerKeyOf } from './issuer-key.ts'
import {
  insertCredential,
  insertStatusList,
  isHolding,
  lockOptionalOpenList,
  selectIndexTaken,
  selectOptionalIssued,
  updateStatusList,
} from './queries.ts'
import { signStatusList } from './status-lists.ts'

/** A free index at random, so that neighbours in the list tell nothing about each other. */
async function drawStatusIndex(
  ctx: Context,
  issuerKey: IssuerKeyOf,
): Promise<{ listId: Id<'statusList'>; index: number }> {
  let list = await lockOptionalOpenList(ctx)
  if (!list || list.nextIndex >= STATUS_LIST_BITS / 2) {
    const id = newId<'statusList'>()
    await insertStatusList(ctx, { id, bits: emptyBits(), nextIndex: 0 })
    await signStatusList(ctx, id, issuerKey)
    list = (await lockOptionalOpenList(ctx))!
  }
  for (;;) {
    const index = randomInt(STATUS_LIST_BITS)
    if (await selectIndexTaken(ctx, list.id, index)) continue
    await updateStatusList(ctx, list.id, { nextIndex: list.nextIndex + 1 })
    return { listId: list.id, index }
  }
}

/**
 * Issues what a passed submission earns, alone or as the last of what an achievement requires. Where a person has to have
 * confirmed who sat there and none did, it earns nothing. Runs in the worker, which alone reads the key; running it again
 * issues nothing twice, and practice renews nothing.
 */
export async function issueCredentials(
  ctx: Context,
  payload: { submissionId: string },
  issuerKey: IssuerKeyOf,
): Promise<void> {
  const submissionId = payload.submissionId as Id<'submission'>
  const mine = await optionalPassed(ctx, submissionId)
  if (!mine) return
  const { learnerId, learnerName } = mine
  const facts = await currentEvidence(ctx, learnerId)
  for (const row of await listAchievements(ctx)) {
    const achievement = achievementOf(row)
    const shown = shownFor(achievement, mine, facts)
    if (!shown || (await selectOptionalIssued(ctx, row.id, submissionId))) continue
    if (mine.mode === 'practice' && (await isHolding(ctx, row.id, learnerId))) continue
    await inTransaction(ctx, async (ctx) => {
      const key = await issuerKey(ctx)
      const { listId, index } = await drawStatusIndex(ctx, issuerKey)
      const { TERAKOYA_URL, TERAKOYA_MODE, SITE_NAME } = env()
      const handle = randomBytes(16).toString('base64url')
      const expiresAt = addMonths(ctx.now, achievement.validityMonths)
      const unsigned = achievementCredential({
        id: `${TERAKOYA_URL}/credentials/${handle}`,
        issuer: { id: key.controller, name: SITE_NAME, url: TERAKOYA_URL },
        achievement: {
          id: `urn:uuid:${achievement.id}`,
          name: achievement.name,
          description: achievement.description,
          criteria: achievement.criteria,
        },
        learnerName,
        evidence: await Promise.all(shown.map((id) => evidenceItem(ctx, id))),
        status: { list: `${TERAKOYA_URL}/status/${listId}`, index },
        issuedAt: ctx.now,
        expiresAt,
        isEvaluation: TERAKOYA_MODE === 'evaluation',
      })
      const document = await signDocument(unsigned, key, ctx.now)
      const id = newId<'credential'>()
      const isNew = await insertCredential(ctx, {
        ...{
          id,
          achievementId: row.id,
          learnerId,
          submissionId,
          handle,
          statusListId: listId,
          statusIndex: index,
        },
        ...{
          issuedAt: ctx.now,
          expiresAt,
          revokedAt: null,
          revokedReason: null,
          document,
          digest: digestOf(canonicalJson(document)),
          keyId: key.id,
        },
      })
      if (!isNew) return
      await record(ctx, 'credential.issue', { type: 'credential', id }, { submissionId, achievementId: row.id })
      await emit(ctx, credentialIssued, {
        credentialId: id,
        learnerId,
        submissionId,
        issuedAt: ctx.now.toISOString(),
      })
    })
  }
}
