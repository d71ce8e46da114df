import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { contentVersions, type LocalText } from '../catalog/schema.ts'
import { organisations } from '../identity/schema.ts'
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
    /** Whose limits it counts towards: the partner of the cohort it was opened in. */
    organisationId: uuid('organisation_id').$type<Id<'organisation'>>(),
    /** How large its files may be together; kept here because the runner reads no quotas. */
    maxBytes: integer('max_bytes').notNull().default(20_000_000),
  },
  (t) => [
    index('workspaces_learner').on(t.learnerId),
    index('workspaces_organisation').on(t.organisationId).where(sql`${t.organisationId} is not null`),
  ],
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

/** A lab that an organisation's instructors write in the studio. */
export const labDrafts = pgTable(
  'lab_drafts',
  {
    id: uuid('id').primaryKey().$type<Id<'labDraft'>>(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    /** The id in its lab.yaml, which becomes the activity's: it never changes. */
    labId: uuid('lab_id').notNull().unique().$type<Id<'activity'>>(),
    slug: text('slug').notNull(),
    code: text('code').notNull(),
    /** As the newest lab.yaml that could be read has it. */
    titles: jsonb('titles').notNull().$type<LocalText>(),
    revision: integer('revision').notNull(),
    createdBy: uuid('created_by').notNull().$type<Id<'person'>>(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [uniqueIndex('lab_drafts_slug').on(t.organisationId, t.slug)],
)

export const labDraftFiles = pgTable(
  'lab_draft_files',
  {
    draftId: uuid('draft_id')
      .notNull()
      .references(() => labDrafts.id)
      .$type<Id<'labDraft'>>(),
    path: text('path').notNull(),
    /** null: the file was deleted at `revision`. */
    blobDigest: text('blob_digest').references(() => blobs.digest),
    revision: integer('revision').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.path] })],
)

/** Every version of a draft's files that was acknowledged, append-only. */
export const labDraftSaves = pgTable(
  'lab_draft_saves',
  {
    id: uuid('id').primaryKey().$type<Id<'save'>>(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => labDrafts.id)
      .$type<Id<'labDraft'>>(),
    path: text('path').notNull(),
    blobDigest: text('blob_digest').references(() => blobs.digest),
    revision: integer('revision').notNull(),
    savedBy: uuid('saved_by').notNull().$type<Id<'person'>>(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [index('lab_draft_saves_path').on(t.draftId, t.path, t.revision)],
)

/** Work of a runner on one state of a draft's files: grading its starter or solution, or proving it. */
export const labDraftJobs = pgTable(
  'lab_draft_jobs',
  {
    id: uuid('id').primaryKey().$type<Id<'labDraftJob'>>(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => labDrafts.id)
      .$type<Id<'labDraft'>>(),
    kind: text('kind').notNull().$type<'starter' | 'solution' | 'prove'>(),
    /** The exact files: a blob that maps each path to the digest of its bytes. */
    manifestDigest: text('manifest_digest')
      .notNull()
      .references(() => blobs.digest),
    requestedBy: uuid('requested_by').notNull().$type<Id<'person'>>(),
    queuedAt: instant('queued_at').notNull(),
    tries: integer('tries').notNull().default(0),
    leasedAt: instant('leased_at'),
    leaseExpiresAt: instant('lease_expires_at'),
    leasedBy: text('leased_by'),
    progress: jsonb('progress'),
    finishedAt: instant('finished_at'),
    outcome: text('outcome').$type<'done' | 'failed' | 'cancelled'>(),
    /** Of a finished proof: whether the files are proven. */
    isProven: boolean('is_proven'),
    imageDigest: text('image_digest'),
    result: jsonb('result'),
  },
  (t) => [
    index('lab_draft_jobs_draft').on(t.draftId, t.queuedAt),
    uniqueIndex('lab_draft_jobs_one_live').on(t.draftId).where(sql`${t.finishedAt} is null`),
  ],
)

/** What of a draft was published, append-only: the number that people see, and every file, its solution included. */
export const labPublications = pgTable(
  'lab_publications',
  {
    draftId: uuid('draft_id')
      .notNull()
      .references(() => labDrafts.id)
      .$type<Id<'labDraft'>>(),
    number: integer('number').notNull(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    manifestDigest: text('manifest_digest')
      .notNull()
      .references(() => blobs.digest),
    jobId: uuid('job_id')
      .notNull()
      .references(() => labDraftJobs.id)
      .$type<Id<'labDraftJob'>>(),
    publishedBy: uuid('published_by').notNull().$type<Id<'person'>>(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.number] })],
)
