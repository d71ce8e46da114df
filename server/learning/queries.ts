import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { listHoldsOver } from '../cohorts/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { activityProgress } from './schema.ts'

/** In an order that does not follow from which row was written last. */
async function listProgress(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select()
    .from(activityProgress)
    .where(eq(activityProgress.learnerId, learnerId))
    .orderBy(asc(activityProgress.activityId))
}

/**
 * Where a learner is as they may know it: that they completed an activity whose grades wait is told once those are
 * released.
 */
export async function listToldProgress(ctx: Context, learnerId: Id<'person'>) {
  const [rows, holds] = await Promise.all([listProgress(ctx, learnerId), listHoldsOver(ctx, learnerId)])
  const isWaiting = ({ activityId, completedAt }: (typeof rows)[number]) =>
    holds.some((hold) => hold.activityId === activityId && completedAt !== null && completedAt >= hold.heldAt)
  return rows.map((row) =>
    isWaiting(row) ? { ...row, completedAt: null, bestScore: null, updatedAt: row.startedAt } : row,
  )
}

export interface ProgressFact {
  learnerId: Id<'person'>
  activityId: Id<'activity'>
  versionId: Id<'contentVersion'>
  completedAt: Date | null
  score: number | null
}

/** Keeps the first start, the first completion and the best score, whatever the order in which facts arrive. */
export async function upsertProgress(ctx: Context, fact: ProgressFact): Promise<void> {
  const { score, ...row } = fact
  await ctx.db
    .insert(activityProgress)
    .values({ ...row, startedAt: ctx.now, bestScore: score, updatedAt: ctx.now })
    .onConflictDoUpdate({
      target: [activityProgress.learnerId, activityProgress.activityId],
      set: {
        versionId: sql`excluded.version_id`,
        completedAt: sql`coalesce(${activityProgress.completedAt}, excluded.completed_at)`,
        bestScore: sql`greatest(${activityProgress.bestScore}, excluded.best_score)`,
        updatedAt: ctx.now,
      },
    })
}

export async function countCompleted(
  ctx: Context,
  learnerId: Id<'person'>,
  activityIds: readonly Id<'activity'>[],
): Promise<number> {
  const rows = await ctx.db
    .select({ activityId: activityProgress.activityId })
    .from(activityProgress)
    .where(and(eq(activityProgress.learnerId, learnerId), isNotNull(activityProgress.completedAt)))
  const completed = new Set(rows.map((row) => row.activityId))
  return activityIds.filter((id) => completed.has(id)).length
}
