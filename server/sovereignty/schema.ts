import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
