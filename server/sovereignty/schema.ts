import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { people } from '../identity/schema.ts'
import type { Id } from '../platform/ids.ts'
import { bytea, instant } from '../platform/schema.ts'

/** Everything about a person as one file, made when they ask and kept for a day. */
export const personExports = pgTable(
  'person_exports',
  {
    id: uuid('id').primaryKey().$type<Id<'personExport'>>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    requestedAt: instant('requested_at').notNull(),
    /** How much of it is gathered, of 100. */
    percent: integer('percent').notNull(),
    readyAt: instant('ready_at'),
    expiresAt: instant('expires_at'),
    digest: text('digest'),
    bytes: bytea('bytes'),
  },
  (t) => [
    index('person_exports_person').on(t.personId),
    uniqueIndex('person_exports_one_waiting').on(t.personId).where(sql`${t.readyAt} is null`),
  ],
)

/** Somebody asked to be erased: the account closes at once, and the rest follows when the time to change one's mind is over. */
export const erasures = pgTable(
  'erasures',
  {
    id: uuid('id').primaryKey().$type<Id<'erasure'>>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    requestedAt: instant('requested_at').notNull(),
    dueAt: instant('due_at').notNull(),
    revokesCredentials: boolean('revokes_credentials').notNull(),
    cancelledAt: instant('cancelled_at'),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    uniqueIndex('erasures_one_waiting').on(t.personId).where(sql`${t.cancelledAt} is null and ${t.erasedAt} is null`),
  ],
)

/** What a key signs: credentials with their status lists; or records of the house, which are audit batches, releases and observations. */
export type KeyPurpose = 'credentials' | 'records'

/** An operator asked for a new key: the worker makes it, and from `finishedAt` on it signs. */
export const keyRotations = pgTable(
  'key_rotations',
  {
    id: uuid('id').primaryKey().$type<Id<'keyRotation'>>(),
    purpose: text('purpose').notNull().$type<KeyPurpose>(),
    reason: text('reason').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** Set when the key that is given up may have been in other hands from then on. */
    compromisedAt: instant('compromised_at'),
    finishedAt: instant('finished_at'),
    retiredKeyId: text('retired_key_id'),
    newKeyId: text('new_key_id'),
  },
  (t) => [uniqueIndex('key_rotations_one_waiting').on(t.purpose).where(sql`${t.finishedAt} is null`)],
)

export type MaintenanceKind = 'backup' | 'verify' | 'rehearse'
export type BackupTrigger = 'asked' | 'scheduled' | 'command' | 'upgrade'

/** Work that only the start command may do, because it alone has the owner's rights: one of a kind at a time. */
export const maintenanceJobs = pgTable(
  'maintenance_jobs',
  {
    id: uuid('id').primaryKey().$type<Id<'maintenanceJob'>>(),
    kind: text('kind').notNull().$type<MaintenanceKind>(),
    trigger: text('trigger').notNull().$type<BackupTrigger>(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    startedAt: instant('started_at'),
    percent: integer('percent').notNull().default(0),
    finishedAt: instant('finished_at'),
    /** Why it failed, as a code. */
    fault: text('fault'),
    /** The backup that is verified, or that an upgrade is tried on; null: one is taken for it. */
    backupId: uuid('backup_id').$type<Id<'backup'>>(),
    result: jsonb('result'),
  },
  (t) => [
    index('maintenance_jobs_at').on(t.requestedAt),
    uniqueIndex('maintenance_jobs_one_waiting').on(t.kind).where(sql`${t.finishedAt} is null`),
  ],
)

/** Backups as they were taken; what is in them only who can read the file can read. */
export const backups = pgTable(
  'backups',
  {
    id: uuid('id').primaryKey().$type<Id<'backup'>>(),
    takenAt: instant('taken_at').notNull(),
    trigger: text('trigger').notNull().$type<BackupTrigger>(),
    file: text('file').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    digest: text('digest').notNull(),
    tables: integer('tables').notNull(),
    rows: bigint('rows', { mode: 'number' }).notNull(),
    /** How many migrations the database had. */
    migrations: integer('migrations').notNull(),
    version: text('version').notNull(),
    verifiedAt: instant('verified_at'),
    /** Why the newest verification failed; null: it did not. */
    verifyFault: text('verify_fault'),
    /** Taken away because newer ones are kept. */
    removedAt: instant('removed_at'),
  },
  (t) => [index('backups_taken').on(t.takenAt)],
)

/** When backups are taken by themselves, and how many of those are kept: the newest row holds. */
export const backupSchedules = pgTable('backup_schedules', {
  id: uuid('id').primaryKey().$type<Id<'backupSchedule'>>(),
  /** Hour of the day in the site's zone; null: never. */
  hour: integer('hour'),
  keep: integer('keep').notNull(),
  setBy: text('set_by').notNull(),
  setAt: instant('set_at').notNull(),
})
