import { record } from '../audit/index.ts'
import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { type Activity, type ContentBundle, codeOf, type LoadedCourse } from './content/bundle.ts'
import * as queries from './queries.ts'

export interface ImportReport {
  activities: number
  published: number
}

/** What a lab's solution is for stays with its authors: the database holds what learners and graders need. */
const AUTHORS_ONLY = /^(solution|wrong)\//

/** Reads the whole definition of an activity; the labs domain brings the one for labs. */
export type DefinitionReader = (activity: Activity) => unknown

/** Makes an activity's files its current version: a new one, or the one that has these very files. */
export async function importVersion(
  ctx: Context,
  activity: Activity,
  definition: unknown,
): Promise<{ versionId: Id<'contentVersion'>; isNew: boolean }> {
  const activityId = activity.activityId as Id<'activity'>
  const known = await queries.selectOptionalVersionByDigest(ctx, activityId, activity.digest)
  if (known) {
    await queries.setCurrentVersion(ctx, activityId, known.id)
    return { versionId: known.id, isNew: false }
  }
  const id = newId<'contentVersion'>()
  const files: { path: string; blobDigest: string }[] = []
  for (const [path, bytes] of activity.files) {
    if (!AUTHORS_ONLY.test(path)) files.push({ path, blobDigest: await putBlob(ctx, bytes) })
  }
  const questions = activity.kind === 'quiz' || activity.kind === 'exam' ? activity.definition.questions : []
  const variants = questions.flatMap((question, position) =>
    question.variants.map((variant) => ({
      questionId: question.id,
      variantId: variant.variantId,
      position,
      definition: variant,
    })),
  )
  await queries.insertVersion(
    ctx,
    { id, activityId, digest: activity.digest, definition, publishedAt: ctx.now },
    files,
    variants,
  )
  await queries.setCurrentVersion(ctx, activityId, id)
  await record(ctx, 'content.publish', { type: 'activity', id: activityId }, { versionId: id, digest: activity.digest })
  return { versionId: id, isNew: true }
}

async function importCourse(ctx: Context, course: LoadedCourse, definitionOf: DefinitionReader): Promise<ImportReport> {
  const courseId = course.id as Id<'course'>
  await queries.upsertCourse(ctx, {
    id: courseId,
    slug: course.slug,
    code: course.code,
    titles: course.title,
    summaries: course.summary,
  })
  const report: ImportReport = { activities: 0, published: 0 }
  for (const [position, module] of course.modules.entries()) {
    const moduleId = module.id as Id<'module'>
    await queries.upsertModule(ctx, { id: moduleId, courseId, slug: module.slug, position, titles: module.title })
    for (const [index, activity] of module.activities.entries()) {
      await queries.upsertActivity(ctx, {
        id: activity.activityId as Id<'activity'>,
        moduleId,
        // A lab that an organisation made and that the content now holds is the catalogue's.
        ownerId: null,
        slug: activity.slug,
        code: codeOf(activity),
        kind: activity.kind,
        position: index,
        titles: activity.title,
        minutes: activity.minutes,
        competencies: activity.competencies,
      })
      report.activities += 1
      if ((await importVersion(ctx, activity, definitionOf(activity))).isNew) report.published += 1
    }
  }
  return report
}

/**
 * Publishes a bundle that the content check has passed: a changed activity becomes a new immutable version, an unchanged
 * one stays. Safe to run again.
 */
export async function importContent(
  ctx: Context,
  bundle: ContentBundle,
  definitionOf: DefinitionReader,
): Promise<ImportReport> {
  return inTransaction(ctx, async (ctx) => {
    for (const framework of bundle.frameworks) {
      for (const area of framework.areas) {
        for (const { id, level, statement } of area.levels) {
          await queries.upsertCompetency(ctx, {
            id,
            area: area.code,
            level,
            titles: area.name,
            descriptions: statement,
          })
        }
      }
    }
    const report: ImportReport = { activities: 0, published: 0 }
    for (const course of bundle.courses) {
      const part = await importCourse(ctx, course, definitionOf)
      report.activities += part.activities
      report.published += part.published
    }
    for (const { source: _, status, ...role } of bundle.roles)
      await queries.upsertRole(ctx, { id: role.id, slug: role.code, status, definition: role })
    for (const { source: _, ...achievement } of bundle.achievements) {
      await queries.upsertAchievement(ctx, {
        id: achievement.id as Id<'achievement'>,
        slug: achievement.code,
        definition: achievement,
      })
    }
    for (const { source: _, ...programme } of bundle.programmes) {
      await queries.upsertProgramme(ctx, {
        id: programme.id as Id<'programme'>,
        slug: programme.code,
        titles: programme.title,
        definition: programme,
      })
    }
    return report
  })
}
