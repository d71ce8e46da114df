import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { organisations } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { blobs } from '../platform/schema.ts'
import {
  achievements,
  activities,
  competencies,
  contentFiles,
  contentVersions,
  courses,
  modules,
  programmes,
  questionVariants,
  roleProfiles,
} from './schema.ts'

/** Inserts rows, or brings what is there to the same state: importing content again changes nothing. */
export async function upsertCompetency(ctx: Context, row: typeof competencies.$inferInsert): Promise<void> {
  await ctx.db.insert(competencies).values(row).onConflictDoUpdate({ target: competencies.id, set: row })
}
export async function upsertRole(ctx: Context, row: typeof roleProfiles.$inferInsert): Promise<void> {
  await ctx.db.insert(roleProfiles).values(row).onConflictDoUpdate({ target: roleProfiles.id, set: row })
}
export async function upsertAchievement(ctx: Context, row: typeof achievements.$inferInsert): Promise<void> {
  await ctx.db.insert(achievements).values(row).onConflictDoUpdate({ target: achievements.id, set: row })
}
export async function upsertProgramme(ctx: Context, row: typeof programmes.$inferInsert): Promise<void> {
  await ctx.db.insert(programmes).values(row).onConflictDoUpdate({ target: programmes.id, set: row })
}
export async function upsertCourse(ctx: Context, row: typeof courses.$inferInsert): Promise<void> {
  await ctx.db.insert(courses).values(row).onConflictDoUpdate({ target: courses.id, set: row })
}
export async function upsertModule(ctx: Context, row: typeof modules.$inferInsert): Promise<void> {
  await ctx.db.insert(modules).values(row).onConflictDoUpdate({ target: modules.id, set: row })
}
export async function upsertActivity(ctx: Context, row: typeof activities.$inferInsert): Promise<void> {
  await ctx.db.insert(activities).values(row).onConflictDoUpdate({ target: activities.id, set: row })
}

/** Writes a lab of an organisation; false when the id is the catalogue's or another organisation's. */
export async function upsertOwnedActivity(ctx: Context, row: typeof activities.$inferInsert): Promise<boolean> {
  const rows = await ctx.db
    .insert(activities)
    .values(row)
    .onConflictDoUpdate({ target: activities.id, set: row, setWhere: eq(activities.ownerId, row.ownerId!) })
    .returning({ id: activities.id })
  return rows.length > 0
}

/** Whether another lab of the same organisation has a lab's code. */
export async function isCodeOfAnother(ctx: Context, row: typeof activities.$inferInsert): Promise<boolean> {
  const [other] = await ctx.db
    .select({ id: activities.id })
    .from(activities)
    .where(and(eq(activities.ownerId, row.ownerId!), eq(activities.code, row.code!), ne(activities.id, row.id)))
  return other !== undefined
}

/** Labs that organisations made for their own cohorts, with their makers. */
export async function listLabsOf(ctx: Context, ownerIds: readonly Id<'organisation'>[]) {
  if (ownerIds.length === 0) return []
  return ctx.db
    .select({ activity: activities, ownerNames: organisations.names })
    .from(activities)
    .innerJoin(organisations, eq(organisations.id, activities.ownerId))
    .where(inArray(activities.ownerId, [...ownerIds]))
    .orderBy(asc(activities.code))
}

/** A lab of an organisation; null when there is none, or it is the catalogue's. */
export async function selectOptionalOwnedLab(ctx: Context, id: Id<'activity'>) {
  const [row] = await ctx.db
    .select()
    .from(activities)
    .where(and(eq(activities.id, id), isNotNull(activities.ownerId)))
  return row ?? null
}

export async function listCompetencyCodes(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.select({ area: competencies.area, level: competencies.level }).from(competencies)
  return rows.map(({ area, level }) => `${area}${level}`)
}

/** What texts of the catalogue may link to. */
export async function listTargets(ctx: Context) {
  return ctx.db
    .select({ kind: activities.kind, slug: activities.slug, code: activities.code })
    .from(activities)
    .where(isNotNull(activities.moduleId))
}

export async function selectOptionalVersionByDigest(ctx: Context, activityId: Id<'activity'>, digest: string) {
  const [row] = await ctx.db
    .select({ id: contentVersions.id })
    .from(contentVersions)
    .where(and(eq(contentVersions.activityId, activityId), eq(contentVersions.digest, digest)))
  return row ?? null
}

export async function insertVersion(
  ctx: Context,
  version: typeof contentVersions.$inferInsert,
  files: { path: string; blobDigest: string }[],
  variants: Omit<typeof questionVariants.$inferInsert, 'versionId'>[],
): Promise<void> {
  await ctx.db.insert(contentVersions).values(version)
  if (files.length > 0)
    await ctx.db.insert(contentFiles).values(files.map((file) => ({ versionId: version.id, ...file })))
  if (variants.length > 0)
    await ctx.db.insert(questionVariants).values(variants.map((variant) => ({ versionId: version.id, ...variant })))
}

export async function setCurrentVersion(
  ctx: Context,
  activityId: Id<'activity'>,
  versionId: Id<'contentVersion'>,
): Promise<void> {
  await ctx.db.update(activities).set({ currentVersionId: versionId }).where(eq(activities.id, activityId))
}

/** @throws AppError `not_found` */
export async function selectActivity(ctx: Context, id: Id<'activity'>) {
  const [row] = await ctx.db
    .select({ activity: activities, module: modules, course: courses })
    .from(activities)
    .innerJoin(modules, eq(modules.id, activities.moduleId))
    .innerJoin(courses, eq(courses.id, modules.courseId))
    .where(eq(activities.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` */
export async function selectVersion(ctx: Context, id: Id<'contentVersion'>) {
  const [row] = await ctx.db.select().from(contentVersions).where(eq(contentVersions.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** The bytes of one file of a version. @throws AppError `not_found` */
export async function selectContentFile(ctx: Context, versionId: Id<'contentVersion'>, path: string): Promise<Buffer> {
  const [row] = await ctx.db
    .select({ bytes: blobs.bytes })
    .from(contentFiles)
    .innerJoin(blobs, eq(blobs.digest, contentFiles.blobDigest))
    .where(and(eq(contentFiles.versionId, versionId), eq(contentFiles.path, path)))
  if (!row) throw new AppError('not_found')
  return row.bytes
}

export async function listActivities(ctx: Context, courseSlugs: readonly string[]) {
  if (courseSlugs.length === 0) return []
  return ctx.db
    .select({ activity: activities, module: modules, course: courses })
    .from(activities)
    .innerJoin(modules, eq(modules.id, activities.moduleId))
    .innerJoin(courses, eq(courses.id, modules.courseId))
    .where(inArray(courses.slug, [...courseSlugs]))
    .orderBy(asc(courses.code), asc(modules.position), asc(activities.position))
}

export async function listProgrammes(ctx: Context) {
  return ctx.db.select().from(programmes).orderBy(asc(programmes.slug))
}

export async function selectProgramme(ctx: Context, id: Id<'programme'>) {
  const [row] = await ctx.db.select().from(programmes).where(eq(programmes.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** False when the id is taken. */
export async function insertProgramme(ctx: Context, row: typeof programmes.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(programmes).values(row).onConflictDoNothing().returning({ id: programmes.id })
  return rows.length > 0
}

export async function updateProgramme(
  ctx: Context,
  id: Id<'programme'>,
  set: Partial<typeof programmes.$inferInsert>,
): Promise<void> {
  await ctx.db.update(programmes).set(set).where(eq(programmes.id, id))
}

/** @throws AppError `not_found` */
export async function lockProgramme(ctx: Context, id: Id<'programme'>) {
  const [row] = await ctx.db.select().from(programmes).where(eq(programmes.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

/** Programmes of the organisations in scope, and those of nobody. */
export async function listProgrammesIn(ctx: Context, scope: Scope) {
  if (scope.kind !== 'organisations') return []
  return ctx.db
    .select()
    .from(programmes)
    .where(or(isNull(programmes.ownerId), inArray(programmes.ownerId, scope.organisationIds)))
    .orderBy(asc(programmes.startsOn), asc(programmes.slug))
}

export async function listCourses(ctx: Context) {
  return ctx.db.select().from(courses).orderBy(asc(courses.code))
}

export async function listRoles(ctx: Context) {
  return ctx.db.select().from(roleProfiles).orderBy(desc(roleProfiles.status), asc(roleProfiles.slug))
}

export async function listAchievements(ctx: Context) {
  return ctx.db.select().from(achievements).orderBy(asc(achievements.slug))
}

/** All variants of a version's questions, in the order of the bank. */
export async function listVariants(ctx: Context, versionId: Id<'contentVersion'>) {
  return ctx.db
    .select()
    .from(questionVariants)
    .where(eq(questionVariants.versionId, versionId))
    .orderBy(asc(questionVariants.position), asc(questionVariants.variantId))
}

export async function selectVariant(
  ctx: Context,
  versionId: Id<'contentVersion'>,
  questionId: string,
  variantId: string,
) {
  const [row] = await ctx.db
    .select()
    .from(questionVariants)
    .where(
      and(
        eq(questionVariants.versionId, versionId),
        eq(questionVariants.questionId, questionId),
        eq(questionVariants.variantId, variantId),
      ),
    )
  if (!row) throw new AppError('not_found')
  return row
}
