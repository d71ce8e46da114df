import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { organisations } from '../identity/schema.ts'
import type { Id } from '../platform/ids.ts'
import { blobs, instant } from '../platform/schema.ts'

export interface LocalText {
  en: string
  ja: string
}

export const competencies = pgTable(
  'competencies',
  {
    id: uuid('id').primaryKey(),
    area: text('area').notNull(),
    level: integer('level').notNull(),
    titles: jsonb('titles').notNull().$type<LocalText>(),
    descriptions: jsonb('descriptions').notNull().$type<LocalText>(),
  },
  (t) => [uniqueIndex('competencies_code').on(t.area, t.level)],
)

export const roleProfiles = pgTable('role_profiles', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  status: text('status').notNull().$type<'open' | 'in-preparation'>(),
  definition: jsonb('definition').notNull(),
})

export const achievements = pgTable('achievements', {
  id: uuid('id').primaryKey().$type<Id<'achievement'>>(),
  slug: text('slug').notNull().unique(),
  definition: jsonb('definition').notNull(),
})

export const programmes = pgTable('programmes', {
  id: uuid('id').primaryKey().$type<Id<'programme'>>(),
  slug: text('slug').notNull().unique(),
  titles: jsonb('titles').notNull().$type<LocalText>(),
  definition: jsonb('definition').notNull(),
  /** Null: it came with the content and every programme owner of the site may run cohorts of it. */
  ownerId: uuid('owner_id')
    .references(() => organisations.id)
    .$type<Id<'organisation'>>(),
  startsOn: date('starts_on', { mode: 'string' }),
  endsOn: date('ends_on', { mode: 'string' }),
})

export const courses = pgTable('courses', {
  id: uuid('id').primaryKey().$type<Id<'course'>>(),
  slug: text('slug').notNull().unique(),
  code: text('code').notNull(),
  titles: jsonb('titles').notNull().$type<LocalText>(),
  summaries: jsonb('summaries').notNull().$type<LocalText>(),
})

export const modules = pgTable('modules', {
  id: uuid('id').primaryKey().$type<Id<'module'>>(),
  courseId: uuid('course_id')
    .notNull()
    .references(() => courses.id)
    .$type<Id<'course'>>(),
  slug: text('slug').notNull(),
  position: integer('position').notNull(),
  titles: jsonb('titles').notNull().$type<LocalText>(),
})

export const activities = pgTable(
  'activities',
  {
    id: uuid('id').primaryKey().$type<Id<'activity'>>(),
    /** Null: it is no part of the catalogue but a lab that an organisation made for its own cohorts. */
    moduleId: uuid('module_id')
      .references(() => modules.id)
      .$type<Id<'module'>>(),
    /** The organisation whose practice lab this is; null: it belongs to the catalogue. */
    ownerId: uuid('owner_id')
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    slug: text('slug').notNull(),
    code: text('code'),
    kind: text('kind').notNull().$type<'lesson' | 'quiz' | 'lab' | 'exam'>(),
    position: integer('position').notNull(),
    titles: jsonb('titles').notNull().$type<LocalText>(),
    minutes: integer('minutes').notNull(),
    competencies: jsonb('competencies').notNull().$type<{ area: string; level: number }[]>(),
    currentVersionId: uuid('current_version_id').$type<Id<'contentVersion'>>(),
  },
  (t) => [
    uniqueIndex('activities_slug').on(t.moduleId, t.slug),
    uniqueIndex('activities_owner_code').on(t.ownerId, t.code),
    check('activities_one_home', sql`(${t.moduleId} is null) <> (${t.ownerId} is null)`),
  ],
)

/** Immutable: attempts point at one, and a change of content is a new row. */
export const contentVersions = pgTable(
  'content_versions',
  {
    id: uuid('id').primaryKey().$type<Id<'contentVersion'>>(),
    activityId: uuid('activity_id')
      .notNull()
      .references(() => activities.id)
      .$type<Id<'activity'>>(),
    digest: text('digest').notNull(),
    definition: jsonb('definition').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [uniqueIndex('content_versions_digest').on(t.activityId, t.digest)],
)

export const contentFiles = pgTable(
  'content_files',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    path: text('path').notNull(),
    blobDigest: text('blob_digest')
      .notNull()
      .references(() => blobs.digest),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.path] })],
)

export const questionVariants = pgTable(
  'question_variants',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    questionId: uuid('question_id').notNull(),
    variantId: text('variant_id').notNull(),
    position: integer('position').notNull(),
    definition: jsonb('definition').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.questionId, t.variantId] }),
    index('question_variants_version').on(t.versionId),
  ],
)
