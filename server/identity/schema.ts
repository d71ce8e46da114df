import { sql } from 'drizzle-orm'
import { bigint, boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { bytea, instant } from '../platform/schema.ts'

export const organisations = pgTable('organisations', {
  id: uuid('id').primaryKey().$type<Id<'organisation'>>(),
  kind: text('kind').notNull().$type<'programme_owner' | 'delivery_partner' | 'employer' | 'site'>(),
  slug: text('slug').notNull().unique(),
  names: jsonb('names').notNull().$type<{ en: string; ja: string }>(),
  /** ISO 3166-1 alpha-2. */
  country: text('country'),
  region: text('region'),
  createdAt: instant('created_at').notNull(),
})

export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey().$type<Id<'person'>>(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    locale: text('locale').notNull().default('en').$type<'en' | 'ja'>(),
    /** Set in evaluation mode: the persona this person plays, one click away. */
    persona: text('persona'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [uniqueIndex('people_email').on(sql`lower(${t.email})`)],
)

export const memberships = pgTable(
  'memberships',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    role: text('role').notNull().$type<Role>(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('memberships_current').on(t.personId, t.organisationId, t.role).where(sql`${t.endedAt} is null`),
    index('memberships_organisation').on(t.organisationId),
  ],
)

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().$type<Id<'session'>>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Browser and system as the browser named itself, and no more of it. */
    device: text('device'),
  },
  (t) => [index('sessions_person').on(t.personId)],
)

/** A key in a person's device or password manager; the site keeps its public half. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid('id').primaryKey().$type<Id<'passkey'>>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull().unique(),
    publicKey: bytea('public_key').notNull(),
    /** Uses as the key counts them; a smaller number than before is a copy. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull().$type<string[]>(),
    isBackedUp: boolean('is_backed_up').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [index('passkeys_person').on(t.personId)],
)

/** What a passkey is asked to sign: once, within minutes, and only in the session that asked. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    id: uuid('id').primaryKey().$type<Id<'passkeyChallenge'>>(),
    challenge: text('challenge').notNull(),
    /** Null: somebody who is not signed in yet; a cookie of that browser names the row. */
    sessionId: uuid('session_id').$type<Id<'session'>>(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('passkey_challenges_expiry').on(t.expiresAt)],
)

/** Invitations, password resets, the first operator, the evaluation door, keeping an account: a secret that works once. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    id: uuid('id').primaryKey(),
    purpose: text('purpose')
      .notNull()
      .$type<'invitation' | 'password_reset' | 'first_operator' | 'evaluation' | 'keep_account'>(),
    secretDigest: text('secret_digest').notNull().unique(),
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<Id<'person'>>(),
    organisationId: uuid('organisation_id')
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    role: text('role').$type<Role>(),
    email: text('email'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('one_time_links_organisation').on(t.organisationId)],
)
