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
