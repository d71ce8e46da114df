import type { z } from 'zod'
import { getBlobs, putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { digestOf, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { type SaveFileInput, WORKSPACE_LIMITS } from './inputs.ts'
import { isReadOnly, labDefinitionOf } from './lab-versions.ts'
import { requireOwnWorkspace } from './own-workspace.ts'
import * as policy from './policy.ts'
import {
  lockWorkspace,
  selectOptionalFile,
  selectOptionalSave,
  selectUsage,
  type Workspace,
  writeFileRow,
} from './queries.ts'

export type SaveResult =
  | { kind: 'saved'; revision: number }
  /** Somebody else wrote the file since `baseRevision`: both versions are kept, and the learner chooses. */
  | { kind: 'conflict'; revision: number; content: string | null }

/** @throws AppError `expired` once the workspace is closed or its time is over, `conflict` (otherSession) */
export function requireOpen(ctx: Context, workspace: Workspace): void {
  if (workspace.closedAt || (workspace.closesAt && workspace.closesAt <= ctx.now)) {
    throw new AppError('expired', { reason: 'workspaceClosed' })
  }
  if (policy.isHeldElsewhere(ctx.actor, workspace)) throw new AppError('conflict', { reason: 'otherSession' })
}

async function requireSpace(ctx: Context, { id, maxBytes }: Workspace, bytes: number): Promise<void> {
  const usage = await selectUsage(ctx, id)
  if (usage.files >= WORKSPACE_LIMITS.files)
    throw new AppError('too_large', { reason: 'tooManyFiles', params: { max: WORKSPACE_LIMITS.files } })
  if (usage.bytes + bytes > maxBytes)
    throw new AppError('too_large', { reason: 'workspaceFull', params: { megabytes: maxBytes / 1_000_000 } })
}

/**
 * Saves one file from the editor. The same `saveId` again gives the same answer; a save over a version the learner has
 * not seen is a conflict, never an overwrite.
 * @throws AppError `not_found`, `expired`, `precondition_failed` (readOnly), `too_large`
 */
export async function saveFile(ctx: Context, input: z.output<typeof SaveFileInput>): Promise<SaveResult> {
  const workspaceId = input.workspaceId as Id<'workspace'>
  const saveId = input.saveId as Id<'save'>
  await requireOwnWorkspace(ctx, workspaceId)
  return inTransaction(ctx, async (ctx) => {
    const workspace = await lockWorkspace(ctx, workspaceId)
    const earlier = await selectOptionalSave(ctx, saveId)
    if (earlier?.workspaceId === workspaceId) return { kind: 'saved', revision: earlier.revision }
    requireOpen(ctx, workspace)
    if (isReadOnly(await labDefinitionOf(ctx, workspace.versionId), input.path)) {
      throw new AppError('precondition_failed', { reason: 'readOnly', params: { path: input.path } })
    }
    const bytes = input.content === null ? null : Buffer.from(input.content)
    const current = await selectOptionalFile(ctx, workspaceId, input.path)
    const digest = bytes && digestOf(bytes)
    if ((current?.blobDigest ?? null) === digest) return { kind: 'saved', revision: current?.revision ?? 0 }
    if ((current?.revision ?? 0) !== input.baseRevision) {
      const stored = current?.blobDigest ? await getBlobs(ctx, [current.blobDigest]) : null
      return {
        kind: 'conflict',
        revision: current?.revision ?? 0,
        content: stored?.get(current!.blobDigest!)?.toString() ?? null,
      }
    }
    if (bytes) await requireSpace(ctx, workspace, bytes.byteLength)
    const blobDigest = bytes && (await putBlob(ctx, bytes))
    return {
      kind: 'saved',
      revision: await writeFileRow(ctx, workspace, { id: saveId, path: input.path, blobDigest, source: 'editor' }),
    }
  })
}

/** What the runner saw change in the live folder: it becomes a revision like any other. Returns null when it is not news. */
export async function captureFile(
  ctx: Context,
  workspaceId: Id<'workspace'>,
  path: string,
  bytes: Buffer | null,
): Promise<number | null> {
  return inTransaction(ctx, async (ctx) => {
    const workspace = await lockWorkspace(ctx, workspaceId)
    requireOpen(ctx, workspace)
    const current = await selectOptionalFile(ctx, workspaceId, path)
    if ((current?.blobDigest ?? null) === (bytes && digestOf(bytes))) return null
    if (bytes) await requireSpace(ctx, workspace, bytes.byteLength)
    const blobDigest = bytes && (await putBlob(ctx, bytes))
    return writeFileRow(ctx, workspace, { id: newId<'save'>(), path, blobDigest, source: 'terminal' })
  })
}
