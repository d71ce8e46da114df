import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { contentVersions } from '../catalog/schema.ts'
import type { Id } from '../platform/ids.ts'
import { blobs, bytea, instant } from '../platform/schema.ts'

/** A learner's folder for one attempt. The rows are the truth; the folder on the runner's disk follows them. */
export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('id').primaryKey().$type<Id<'workspace'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    mode: text('mode').notNull().$type<'practice' | 'proctored'>(),
    /** Derives what the learner is shown; the hidden key is never stored beside it. */
    paramsKey: bytea('params_key').notNull(),
    revision: integer('revision').notNull(),
    /** Set while a proctored attempt is open: the one session that may work in it. */
    sessionId: uuid('session_id').$type<Id<'session'>>(),
    createdAt: instant('created_at').notNull(),
    closesAt: instant('closes_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [index('workspaces_learner').on(t.learnerId)],
)

export const workspaceFiles = pgTable(
  'workspace_files',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id)
      .$type<Id<'workspace'>>(),
    path: text('path').notNull(),
    /** null: the file was deleted at `revision`. */
    blobDigest: text('blob_digest').references(() => blobs.digest),
    revision: integer('revision').notNull(),
    starterDigest: text('starter_digest').references(() => blobs.digest),
    savedAt: instant('saved_at').notNull(),
    source: text('source').notNull().$type<'starter' | 'editor' | 'terminal' | 'reset'>(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.path] })],
)

/** Every version a learner wrote, so that nothing acknowledged is lost, not even to a later save. */
export const workspaceSaves = pgTable(
  'workspace_saves',
  {
    id: uuid('id').primaryKey().$type<Id<'save'>>(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id)
      .$type<Id<'workspace'>>(),
    path: text('path').notNull(),
    blobDigest: text('blob_digest').references(() => blobs.digest),
    revision: integer('revision').notNull(),
    source: text('source').notNull().$type<'editor' | 'terminal' | 'reset'>(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [index('workspace_saves_path').on(t.workspaceId, t.path, t.revision)],
)

export const labProofs = pgTable(
  'lab_proofs',
  {
    contentDigest: text('content_digest').notNull(),
    imageDigest: text('image_digest').notNull(),
    seeds: integer('seeds').notNull(),
    provenAt: instant('proven_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.contentDigest, t.imageDigest] })],
)
