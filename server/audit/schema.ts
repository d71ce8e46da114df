import { bigint, bigserial, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../platform/schema.ts'

export const auditEvents = pgTable(
  'audit_events',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    details: jsonb('details').notNull().$type<Record<string, unknown>>(),
  },
  (t) => [index('audit_events_subject').on(t.subjectType, t.subjectId), index('audit_events_at').on(t.at)],
)

/** Events that the worker has not chained yet. */
export const auditPending = pgTable('audit_pending', { seq: bigint('seq', { mode: 'number' }).primaryKey() })

/** The chain: each link is the digest of the link before it and of its event. */
export const auditLinks = pgTable('audit_links', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull().unique(),
  digest: text('digest').notNull(),
})

export const auditBatches = pgTable('audit_batches', {
  toPosition: bigint('to_position', { mode: 'number' }).primaryKey(),
  fromPosition: bigint('from_position', { mode: 'number' }).notNull(),
  events: integer('events').notNull(),
  root: text('root').notNull(),
  previousRoot: text('previous_root').notNull(),
  keyId: text('key_id').notNull(),
  signature: text('signature').notNull(),
  signedAt: instant('signed_at').notNull(),
})

/**
 * Public halves of the keys that signed batches, releases and observations; private halves are files that only the
 * worker reads. The one that is not retired signs.
 */
export const auditKeys = pgTable('audit_keys', {
  keyId: text('key_id').primaryKey(),
  publicKeyPem: text('public_key_pem').notNull(),
  addedAt: instant('added_at').notNull(),
  retiredAt: instant('retired_at'),
  /** From when on somebody else may have had the private half. */
  compromisedAt: instant('compromised_at'),
})
