import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { ResetWorkspaceInput } from './inputs.ts'
import { requireOwnWorkspace } from './own-workspace.ts'
import { listFiles, lockWorkspace, writeFileRow } from './queries.ts'
import { callRunner } from './runner-client.ts'
import { requireOpen } from './save-file.ts'

/** Puts files back to the starter, all or some; what was there stays in the history. */
export async function resetWorkspace(
  ctx: Context,
  input: z.output<typeof ResetWorkspaceInput>,
): Promise<{ reset: string[] }> {
  const workspaceId = input.workspaceId as Id<'workspace'>
  await requireOwnWorkspace(ctx, workspaceId)
  const reset = await inTransaction(ctx, async (ctx) => {
    const workspace = await lockWorkspace(ctx, workspaceId)
    requireOpen(ctx, workspace)
    const files = await listFiles(ctx, workspaceId)
    const changed = files.filter(
      (file) => file.blobDigest !== file.starterDigest && (!input.paths || input.paths.includes(file.path)),
    )
    for (const file of changed) {
      await writeFileRow(ctx, workspace, {
        id: newId<'save'>(),
        path: file.path,
        blobDigest: file.starterDigest,
        source: 'reset',
      })
    }
    return changed.map((file) => file.path)
  })
  await tellRunner(workspaceId)
  return { reset }
}

/** Lets the live folder follow the database at once; when the runner is away it follows when it is back. */
export async function tellRunner(workspaceId: Id<'workspace'>): Promise<void> {
  await callRunner('sync', { workspaceId }, 5_000).catch(() => {})
}
