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
