import type { z } from 'zod'
import { authorise, requirePerson } from '../../platform/authorise.ts'
import { getBlobs, putBlob } from '../../platform/blobs.ts'
import type { Context } from '../../platform/context.ts'
import { digestOf, type Id } from '../../platform/ids.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { parseLabDefinition } from '../definition.ts'
import type { SaveResult } from '../save-file.ts'
import {
  type Draft,
  lockDraft,
  selectDraft,
  selectDraftUsage,
  selectOptionalDraftFile,
  selectOptionalDraftSave,
  updateDraft,
  writeDraftFiles,
} from '../studio-queries.ts'
import { requireDraftPath, requireRoom } from './draft-files.ts'
import type { SaveDraftFileInput } from './inputs.ts'
import * as policy from './policy.ts'

/** A list of drafts shows what lab.yaml says; while it cannot be read, what it said before. */
async function followDefinition(ctx: Context, draft: Draft, path: string, text: string | null): Promise<void> {
  if (path !== 'lab.yaml' || text === null) return
  try {
    const { title, code } = parseLabDefinition(text, path)
    await updateDraft(ctx, draft.id, { titles: title, code })
  } catch {
    // What is wrong stands among the draft's problems.
  }
}

/**
 * Saves one file of a draft, or deletes it. The same `saveId` again gives the same answer; a save over a version that
 * its writer has not seen is a conflict, never an overwrite.
 * @throws AppError `not_found`, `invalid_input` (draftPath), `too_large`
 */
export async function saveDraftFile(ctx: Context, input: z.output<typeof SaveDraftFileInput>): Promise<SaveResult> {
  const draftId = input.draftId as Id<'labDraft'>
  const saveId = input.saveId as Id<'save'>
  const { path, content, baseRevision } = input
  authorise(ctx, policy.useDraft, await selectDraft(ctx, draftId))
  const { personId } = requirePerson(ctx)
  requireDraftPath(path)
  return inTransaction(ctx, async (ctx) => {
    const draft = await lockDraft(ctx, draftId)
    const earlier = await selectOptionalDraftSave(ctx, saveId)
    if (earlier?.draftId === draftId) return { kind: 'saved', revision: earlier.revision }
    const current = await selectOptionalDraftFile(ctx, draftId, path)
    const bytes = content === null ? null : Buffer.from(content)
    if ((current?.blobDigest ?? null) === (bytes && digestOf(bytes)))
      return { kind: 'saved', revision: current?.revision ?? 0 }
    const stored = current?.blobDigest ? (await getBlobs(ctx, [current.blobDigest])).get(current.blobDigest)! : null
    if ((current?.revision ?? 0) !== baseRevision)
      return { kind: 'conflict', revision: current?.revision ?? 0, content: stored?.toString() ?? null }
    if (bytes) {
      const size = { path, bytes: bytes.byteLength, bytesBefore: stored?.byteLength ?? null }
      requireRoom(size, await selectDraftUsage(ctx, draftId))
    }
    const blobDigest = bytes && (await putBlob(ctx, bytes))
    const revision = await writeDraftFiles(ctx, draft, [{ id: saveId, path, blobDigest, savedBy: personId }])
    await followDefinition(ctx, draft, path, content)
    return { kind: 'saved', revision }
  })
}
