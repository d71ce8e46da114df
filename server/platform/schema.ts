import { sql } from 'drizzle-orm'
import {
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Id } from './ids.ts'

/** What this platform ever sends out. */
export type EgressPurpose = 'mail'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
/**
 * The lane of a connection, '' unless `createPool` named one. What is queued through a connection, jobs and gradings
 * alike, is worked on by those of its lane alone: so that what happened long ago can be written beside a live site.
 */
export const LANE = sql`coalesce(current_setting('terakoya.lane', true), '')`

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const blobs = pgTable('blobs', {
  digest: text('digest').primaryKey(),
  size: integer('size').notNull(),
  bytes: bytea('bytes').notNull(),
})

export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] }), index('rate_limits_window').on(t.windowStart)],
)

/** Where this site may send, by an operator's word; what is not here is refused. */
export const egressDestinations = pgTable(
  'egress_destinations',
  {
    id: uuid('id').primaryKey().$type<Id<'egressDestination'>>(),
    host: text('host').notNull(),
    port: integer('port').notNull(),
    purpose: text('purpose').notNull().$type<EgressPurpose>(),
    /** Why, and who answers for it. */
    reason: text('reason').notNull(),
    owner: text('owner').notNull(),
    addedAt: instant('added_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('egress_destinations_live').on(t.host, t.port, t.purpose).where(sql`${t.endedAt} is null`)],
)

/** Every attempt to send anything out, append-only: what was refused, what was let through, what then failed. */
export const egressAttempts = pgTable(
  'egress_attempts',
  {
    id: uuid('id').primaryKey(),
    at: instant('at').notNull(),
    host: text('host').notNull(),
    port: integer('port').notNull(),
    purpose: text('purpose').notNull().$type<EgressPurpose>(),
    outcome: text('outcome').notNull().$type<'refused' | 'allowed' | 'failed'>(),
  },
  (t) => [index('egress_attempts_at').on(t.at)],
)

/** What is limited: see quotas.ts. */
export type QuotaKind =
  | 'seats'
  | 'storage'
  | 'openLabs'
  | 'openLabsPerPerson'
  | 'workspace'
  | 'submissionsPerDay'
  | 'waitingGrades'

/** A limit that an operator set, for the site or for one organisation, until the next one or none replaces it. */
export const quotas = pgTable(
  'quotas',
  {
    id: uuid('id').primaryKey().$type<Id<'quota'>>(),
    kind: text('kind').notNull().$type<QuotaKind>(),
    /** Null: for every organisation that has none of its own. */
    organisationId: uuid('organisation_id').$type<Id<'organisation'>>(),
    value: integer('value').notNull(),
    reason: text('reason').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('quotas_one_of_site').on(t.kind).where(sql`${t.organisationId} is null and ${t.endedAt} is null`),
    uniqueIndex('quotas_one_of_organisation')
      .on(t.organisationId, t.kind)
      .where(sql`${t.organisationId} is not null and ${t.endedAt} is null`),
  ],
)
