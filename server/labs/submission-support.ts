import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { readLimits } from '../platform/quotas.ts'
import { requireOwn, requireOwnWorkspace } from './own-workspace.ts'
import {
  claimForSession,
  closeWorkspaceRow,
  listFiles,
  lockWorkspace,
  releaseFromSession,
  type Workspace,
} from './queries.ts'
import { callRunner } from './runner-client.ts'
import { requireOpen } from './save-file.ts'

/** Path → digest of each file, sorted: what a submission consists of. */
export type Manifest = Record<string, string>

/** Makes the runner store what a terminal changed in the last moment. Network: never inside a transaction. */
export async function captureNow(ctx: Context, workspaceId: Id<'workspace'>): Promise<void> {
  await requireOwnWorkspace(ctx, workspaceId)
  await callRunner('capture', { workspaceId }, 15_000)
}

/** Holds the actor's own workspace until the transaction ends. @throws AppError `not_found`, `expired`, `conflict` */
export async function lockOwnWorkspace(
  ctx: Context,
  id: Id<'workspace'>,
  options: { mayBeClosed: boolean },
): Promise<Workspace> {
  const workspace = await lockWorkspace(ctx, id)
  requireOwn(ctx, workspace)
  if (!options.mayBeClosed) requireOpen(ctx, workspace)
  return workspace
}

export async function snapshotOf(ctx: Context, workspaceId: Id<'workspace'>): Promise<Manifest> {
  const files = await listFiles(ctx, workspaceId)
  return Object.fromEntries(files.flatMap((file) => (file.blobDigest ? [[file.path, file.blobDigest]] : [])))
}

export function closeWorkspace(ctx: Context, id: Id<'workspace'>): Promise<void> {
  return closeWorkspaceRow(ctx, id)
}

/** Gives a proctored workspace to one session. @throws AppError `conflict` (otherSession) while another one holds it */
export async function bindWorkspaceSession(ctx: Context, id: Id<'workspace'>, sessionId: Id<'session'>): Promise<void> {
  if (!(await claimForSession(ctx, id, sessionId))) throw new AppError('conflict', { reason: 'otherSession' })
}

/** Lets the next session of the learner have a proctored workspace. */
export function releaseWorkspaceSession(ctx: Context, id: Id<'workspace'>): Promise<void> {
  return releaseFromSession(ctx, id)
}

/** How many labs may be in use beside this one; null: a proctored attempt is never stopped for others. */
export interface PlaceLimits {
  perPerson: number
  perOrganisation: number
}

/** Whether the actor may open the live channel of a workspace, and within what. @throws AppError `not_found`, `expired`, `conflict` */
export async function authoriseChannel(ctx: Context, id: Id<'workspace'>): Promise<PlaceLimits | null> {
  const workspace = await requireOwnWorkspace(ctx, id)
  requireOpen(ctx, workspace)
  if (workspace.mode === 'proctored') return null
  const { openLabs, openLabsPerPerson } = await readLimits(ctx, workspace.organisationId)
  return { perPerson: openLabsPerPerson.value, perOrganisation: openLabs.value }
}
