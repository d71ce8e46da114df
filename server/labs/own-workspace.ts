import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import * as policy from './policy.ts'
import { selectWorkspace, type Workspace } from './queries.ts'

/**
 * Lets through the learner of a workspace; while a proctored one is open, in the session that holds it alone.
 * @throws AppError `not_found`, `conflict` (otherSession)
 */
export function requireOwn(ctx: Context, workspace: Workspace): void {
  authorise(ctx, policy.useWorkspace, workspace)
  if (policy.isHeldElsewhere(ctx.actor, workspace)) throw new AppError('conflict', { reason: 'otherSession' })
}

/** As `requireOwn`, by the workspace's id. */
export async function requireOwnWorkspace(ctx: Context, id: Id<'workspace'>): Promise<Workspace> {
  const workspace = await selectWorkspace(ctx, id)
  requireOwn(ctx, workspace)
  return workspace
}
