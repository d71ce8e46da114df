import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { workspaceSaves } from '../labs/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { submissions, workOutcomes } from './schema.ts'

type WorkOutcome = typeof workOutcomes.$inferInsert

/** The newest of each kind stays, whichever of two tabs or processes writes last. */
export async function upsertWorkOutcome(ctx: Context, outcome: WorkOutcome): Promise<void> {
  const { revision, at, result } = outcome
  await ctx.db
    .insert(workOutcomes)
    .values(outcome)
    .onConflictDoUpdate({
      target: [workOutcomes.workspaceId, workOutcomes.kind],
      set: { revision, at, result },
      setWhere: sql`${workOutcomes.at} <= excluded.at`,
    })
}

export async function listWorkOutcomes(ctx: Context, workspaceId: Id<'workspace'>) {
  return ctx.db.select().from(workOutcomes).where(eq(workOutcomes.workspaceId, workspaceId))
}

/** Whether somebody edited after a revision; what a program wrote is no edit. */
export async function hasEditsSince(ctx: Context, workspaceId: Id<'workspace'>, revision: number): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: workspaceSaves.id })
    .from(workspaceSaves)
    .where(
      and(
        eq(workspaceSaves.workspaceId, workspaceId),
        gt(workspaceSaves.revision, revision),
        ne(workspaceSaves.source, 'terminal'),
      ),
    )
    .limit(1)
  return rows.length > 0
}

export async function selectOptionalNewestSubmission(ctx: Context, attemptId: Id<'attempt'>) {
  const [row] = await ctx.db
    .select()
    .from(submissions)
    .where(eq(submissions.attemptId, attemptId))
    .orderBy(desc(submissions.receivedAt))
    .limit(1)
  return row ?? null
}

/** The blob that a file of a workspace was at one of its revisions; null when it was deleted then. */
export async function selectOptionalSave(ctx: Context, workspaceId: Id<'workspace'>, path: string, revision: number) {
  const [row] = await ctx.db
    .select({ blobDigest: workspaceSaves.blobDigest, savedAt: workspaceSaves.savedAt })
    .from(workspaceSaves)
    .where(
      and(
        eq(workspaceSaves.workspaceId, workspaceId),
        eq(workspaceSaves.path, path),
        eq(workspaceSaves.revision, revision),
      ),
    )
  return row ?? null
}
