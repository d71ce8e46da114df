import { and, asc, eq, isNotNull, isNull, min, sql } from 'drizzle-orm'
import { enrolments, gradeHolds } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import { prepared } from '../platform/db/prepared.ts'
import type { Id } from '../platform/ids.ts'
import { activityProgress } from './schema.ts'

const progressOf = prepared('progress', (db) => {
  const waiting = db
    .select({ activityId: gradeHolds.activityId, since: min(gradeHolds.heldAt).as('since') })
    .from(gradeHolds)
    .innerJoin(enrolments, eq(enrolments.cohortId, gradeHolds.cohortId))
    .where(and(eq(enrolments.learnerId, sql.placeholder('learnerId')), isNull(gradeHolds.releasedAt)))
    .groupBy(gradeHolds.activityId)
    .as('waiting')
  return db
    .select({ progress: activityProgress, since: waiting.since })
    .from(activityProgress)
    .leftJoin(waiting, eq(waiting.activityId, activityProgress.activityId))
    .where(eq(activityProgress.learnerId, sql.placeholder('learnerId')))
    .orderBy(asc(activityProgress.activityId))
})

/**
 * Where a learner is as they may know it: that they completed an activity whose grades wait, by the cohorts they are or
 * were in, is told once those are released. In an order that does not follow from which row was written last.
 */
export async function listToldProgress(ctx: Context, learnerId: Id<'person'>) {
  const rows = await progressOf(ctx, { learnerId })
  return rows.map(({ progress, since }) =>
    since && progress.completedAt && progress.completedAt >= since
      ? { ...progress, completedAt: null, bestScore: null, updatedAt: progress.startedAt }
      : progress,
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
