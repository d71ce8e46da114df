import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { achievements } from '../catalog/schema.ts'
import type { Id } from '../platform/ids.ts'
import { bytea, instant } from '../platform/schema.ts'

/** Public halves of issuer keys; private halves are files that only the worker reads. The one that is not retired signs. */
export const issuerKeys = pgTable('issuer_keys', {
  keyId: text('key_id').primaryKey(),
  issuer: text('issuer').notNull(),
  publicKeyMultibase: text('public_key_multibase').notNull(),
  addedAt: instant('added_at').notNull(),
  retiredAt: instant('retired_at'),
  /** From when on somebody else may have had the private half. */
  compromisedAt: instant('compromised_at'),
})

export const statusLists = pgTable('status_lists', {
  id: uuid('id').primaryKey().$type<Id<'statusList'>>(),
  bits: bytea('bits').notNull(),
  nextIndex: integer('next_index').notNull(),
  document: jsonb('document'),
  signedAt: instant('signed_at'),
})

export const credentials = pgTable(
  'credentials',
  {
    id: uuid('id').primaryKey().$type<Id<'credential'>>(),
    achievementId: uuid('achievement_id')
      .notNull()
      .references(() => achievements.id)
      .$type<Id<'achievement'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    submissionId: uuid('submission_id').notNull(),
    /** Unguessable part of its public address. */
    handle: text('handle').notNull().unique(),
    statusListId: uuid('status_list_id')
      .notNull()
      .references(() => statusLists.id)
      .$type<Id<'statusList'>>(),
    statusIndex: integer('status_index').notNull(),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason'),
    /** The signed document; null once its learner was erased, when only who holds a copy can show it. */
    document: jsonb('document'),
    digest: text('digest').notNull(),
    /** The key that signed the document. */
    keyId: text('key_id').references(() => issuerKeys.keyId),
  },
  (t) => [
    uniqueIndex('credentials_once').on(t.achievementId, t.submissionId),
    uniqueIndex('credentials_status').on(t.statusListId, t.statusIndex),
    index('credentials_learner').on(t.learnerId),
    index('credentials_digest').on(t.digest),
  ],
)
