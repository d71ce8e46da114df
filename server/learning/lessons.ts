import { listActivities, selectContentFile, selectVersion } from '../catalog/index.ts'
import { markWorked } from '../cohorts/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { enrolledActivity } from './enrolled-activity.ts'
import { listToldProgress } from './queries.ts'
import { recordProgress } from './record-progress.ts'

/** A lesson's source in both languages with its place in the module. @throws AppError `not_found` */
export async function readLesson(ctx: Context, input: { activityId: string }) {
  const found = await enrolledActivity(ctx, input.activityId as Id<'activity'>)
  const { activity, module, course, learnerId } = found
  if (activity.kind !== 'lesson' || !activity.currentVersionId) throw new AppError('not_found')
  const [en, ja, siblings, progress, version] = await Promise.all([
    selectContentFile(ctx, activity.currentVersionId, `${activity.slug}.en.md`),
    selectContentFile(ctx, activity.currentVersionId, `${activity.slug}.ja.md`),
    listActivities(ctx, [course.slug]),
    listToldProgress(ctx, learnerId),
    selectVersion(ctx, activity.currentVersionId),
  ])
  const completed = new Set(progress.filter((row) => row.completedAt).map((row) => row.activityId))
  return {
    id: activity.id,
    title: activity.titles,
    minutes: activity.minutes,
    competencies: activity.competencies,
    publishedAt: version.publishedAt,
    source: { en: en.toString(), ja: ja.toString() },
    module: { title: module.titles },
    course: { code: course.code, slug: course.slug, title: course.titles },
    isCompleted: completed.has(activity.id),
    contents: siblings
      .filter((row) => row.module.id === module.id)
      .map((row) => ({
        id: row.activity.id,
        kind: row.activity.kind,
        slug: row.activity.slug,
        code: row.activity.code,
        title: row.activity.titles,
        isCompleted: completed.has(row.activity.id),
      })),
  }
}

/** Marks a lesson as read; reading it again changes nothing. @throws AppError `not_found` */
export async function completeLesson(ctx: Context, input: { activityId: string }): Promise<void> {
  const { activity, enrolment, learnerId } = await enrolledActivity(ctx, input.activityId as Id<'activity'>)
  const versionId = activity.currentVersionId
  if (activity.kind !== 'lesson' || !versionId) throw new AppError('not_found')
  await inTransaction(ctx, async (ctx) => {
    await markWorked(ctx, enrolment.enrolmentId)
    await recordProgress(ctx, { learnerId, activityId: activity.id, versionId, completedAt: ctx.now, score: null })
  })
}
