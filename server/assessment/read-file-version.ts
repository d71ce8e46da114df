import type { z } from 'zod'
import { requireOwnWorkspace } from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import type { FileVersionInput } from './inputs.ts'
import { selectOptionalSave } from './outcome-queries.ts'
import * as policy from './policy.ts'
import { selectAttemptOfWorkspace } from './queries.ts'

/** One file as it was at one of its revisions; `content` is null when it was deleted. @throws AppError `not_found` */
export async function readFileVersion(ctx: Context, input: z.output<typeof FileVersionInput>) {
  const workspaceId = input.workspaceId as Id<'workspace'>
  authorise(ctx, policy.ownAttempt, await selectAttemptOfWorkspace(ctx, workspaceId))
  await requireOwnWorkspace(ctx, workspaceId)
  const save = await selectOptionalSave(ctx, workspaceId, input.path, input.revision)
  if (!save) throw new AppError('not_found')
  const blobs = save.blobDigest ? await getBlobs(ctx, [save.blobDigest]) : null
  return { savedAt: save.savedAt, content: blobs?.get(save.blobDigest!)?.toString() ?? null }
}
