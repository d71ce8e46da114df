import type { z } from 'zod'
import { record } from '../../audit/index.ts'
import { authorise, requirePerson } from '../../platform/authorise.ts'
import { putBlob } from '../../platform/blobs.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { limitRate } from '../../platform/rate-limits.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { freeCode, newLabFiles, readTemplate } from '../authoring/new-lab.ts'
import {
  insertDraft,
  listCodes,
  lockCodes,
  selectDraft,
  selectOptionalDraft,
  writeDraftFiles,
} from '../studio-queries.ts'
import type { CreateDraftInput } from './inputs.ts'
import * as policy from './policy.ts'

/**
 * Begins a lab from the template of `npm run lab -- new`. The same `draftId` again is the same draft.
 * @throws AppError `not_found`, `conflict` (labSlugTaken), `precondition_failed` (noLabCodeLeft), `rate_limited`
 */
export async function createDraft(
  ctx: Context,
  input: z.output<typeof CreateDraftInput>,
): Promise<{ draftId: Id<'labDraft'> }> {
  const { slug, title } = input
  const id = input.draftId as Id<'labDraft'>
  const organisationId = input.organisationId as Id<'organisation'>
  authorise(ctx, policy.useDraft, { organisationId })
  const { personId } = requirePerson(ctx)
  await limitRate(ctx, `draft-create:${personId}`, { max: 20, windowSeconds: 3_600 })
  const template = readTemplate()
  return inTransaction(ctx, async (ctx) => {
    const earlier = await selectOptionalDraft(ctx, id)
    if (earlier) {
      authorise(ctx, policy.useDraft, earlier)
      return { draftId: id }
    }
    await lockCodes(ctx, organisationId)
    const code = freeCode(await listCodes(ctx, organisationId))
    if (!code) throw new AppError('precondition_failed', { reason: 'noLabCodeLeft' })
    const labId = newId<'activity'>()
    const isNew = await insertDraft(ctx, {
      ...{ id, organisationId, labId, slug, code, titles: title, revision: 0 },
      ...{ createdBy: personId, createdAt: ctx.now, changedAt: ctx.now },
    })
    if (!isNew) throw new AppError('conflict', { reason: 'labSlugTaken', params: { slug } })
    const files = newLabFiles(template, { id: labId, code, title })
    const saves = await Promise.all(
      [...files].map(async ([path, bytes]) => ({
        ...{ id: newId<'save'>(), path, savedBy: personId },
        blobDigest: await putBlob(ctx, bytes),
      })),
    )
    await writeDraftFiles(ctx, await selectDraft(ctx, id), saves)
    await record(ctx, 'labDraft.create', { type: 'labDraft', id }, { organisationId, labId })
    return { draftId: id }
  })
}
