import { sql } from 'drizzle-orm'
import { date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { organisations } from '../identity/schema.ts'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

/** What a learner may let an employer see; what is not here is never shown. */
export type ConsentItem = 'name' | 'email' | 'credentials' | 'evidence' | 'observation'
export type Contract = 'permanent' | 'fixed_term' | 'temporary' | 'freelance' | 'apprenticeship'

/** Somebody asks that their organisation may look for people here. Holds a name and an address, so it can be erased. */
export const employerRequests = pgTable(
  'employer_requests',
  {
    id: uuid('id').primaryKey().$type<Id<'employerRequest'>>(),
    nameEn: text('name_en').notNull(),
    nameJa: text('name_ja').notNull(),
    country: text('country').notNull(),
    purpose: text('purpose').notNull(),
    contactName: text('contact_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    requestedAt: instant('requested_at').notNull(),
    decision: text('decision').$type<'approved' | 'refused'>(),
    reason: text('reason'),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    organisationId: uuid('organisation_id').$type<Id<'organisation'>>(),
  },
  (t) => [uniqueIndex('employer_requests_waiting').on(t.contactEmail).where(sql`${t.decidedAt} is null`)],
)

export const openings = pgTable(
  'openings',
  {
    id: uuid('id').primaryKey().$type<Id<'opening'>>(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    roleCode: text('role_code').notNull(),
    title: text('title').notNull(),
    place: text('place').notNull(),
    country: text('country').notNull(),
    terms: text('terms').notNull(),
    /** What the employer wants to know people for: named in every consent, so it never changes. */
    purpose: text('purpose').notNull(),
    closesOn: date('closes_on', { mode: 'string' }).notNull(),
    closedAt: instant('closed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('openings_organisation').on(t.organisationId), index('openings_role').on(t.roleCode)],
)

/** A learner was told of an opening that matches: once for each opening and learner. */
export const openingNotices = pgTable(
  'opening_notices',
  {
    id: uuid('id').primaryKey().$type<Id<'openingNotice'>>(),
    openingId: uuid('opening_id')
      .notNull()
      .references(() => openings.id)
      .$type<Id<'opening'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    notifiedAt: instant('notified_at').notNull(),
  },
  (t) => [
    uniqueIndex('opening_notices_once').on(t.openingId, t.learnerId),
    index('opening_notices_learner').on(t.learnerId),
  ],
)

/** A learner lets one employer see named items for a purpose until a day. Append-only; renewing is a new row. */
export const consents = pgTable(
  'consents',
  {
    id: uuid('id').primaryKey().$type<Id<'consent'>>(),
    openingId: uuid('opening_id')
      .notNull()
      .references(() => openings.id)
      .$type<Id<'opening'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    recipientId: uuid('recipient_id').notNull().$type<Id<'organisation'>>(),
    country: text('country').notNull(),
    purpose: text('purpose').notNull(),
    items: text('items').array().notNull().$type<ConsentItem[]>(),
    grantedAt: instant('granted_at').notNull(),
    endsAt: instant('ends_at').notNull(),
  },
  (t) => [index('consents_opening').on(t.openingId), index('consents_learner').on(t.learnerId)],
)

export const consentWithdrawals = pgTable('consent_withdrawals', {
  consentId: uuid('consent_id')
    .primaryKey()
    .references(() => consents.id)
    .$type<Id<'consent'>>(),
  withdrawnAt: instant('withdrawn_at').notNull(),
})

/** Who saw what of whom, when, under which consent: one row for every view, append-only. */
export const disclosures = pgTable(
  'disclosures',
  {
    id: uuid('id').primaryKey().$type<Id<'disclosure'>>(),
    consentId: uuid('consent_id')
      .notNull()
      .references(() => consents.id)
      .$type<Id<'consent'>>(),
    viewerId: uuid('viewer_id').notNull().$type<Id<'person'>>(),
    items: text('items').array().notNull().$type<ConsentItem[]>(),
    at: instant('at').notNull(),
  },
  (t) => [index('disclosures_consent').on(t.consentId, t.at)],
)

/** An employer takes somebody on in a role; what happens to it afterwards are facts beside it. Append-only. */
export const placements = pgTable(
  'placements',
  {
    id: uuid('id').primaryKey().$type<Id<'placement'>>(),
    consentId: uuid('consent_id')
      .notNull()
      .references(() => consents.id)
      .$type<Id<'consent'>>(),
    openingId: uuid('opening_id').notNull().$type<Id<'opening'>>(),
    organisationId: uuid('organisation_id').notNull().$type<Id<'organisation'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    roleCode: text('role_code').notNull(),
    hoursPerWeek: integer('hours_per_week').notNull(),
    contract: text('contract').notNull().$type<Contract>(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull().$type<Id<'person'>>(),
  },
  (t) => [
    index('placements_organisation').on(t.organisationId),
    index('placements_learner').on(t.learnerId),
    index('placements_opening').on(t.openingId, t.learnerId),
  ],
)

/** How the employer calls somebody they took on: theirs, not the learner's, and it can be erased. */
export const placementReferences = pgTable('placement_references', {
  placementId: uuid('placement_id')
    .primaryKey()
    .references(() => placements.id)
    .$type<Id<'placement'>>(),
  text: text('text').notNull(),
})

export type PlacementFactKind = 'agreed' | 'disputed' | 'cancelled' | 'started' | 'day_90' | 'day_180'

/** What was said of a placement, by whom and when; each kind once, append-only. */
export const placementFacts = pgTable(
  'placement_facts',
  {
    id: uuid('id').primaryKey().$type<Id<'placementFact'>>(),
    placementId: uuid('placement_id')
      .notNull()
      .references(() => placements.id)
      .$type<Id<'placement'>>(),
    kind: text('kind').notNull().$type<PlacementFactKind>(),
    /** Of day 90 and 180: whether they were still employed on that day. */
    answer: text('answer').$type<'employed' | 'not_employed' | 'left'>(),
    leftOn: date('left_on', { mode: 'string' }),
    at: instant('at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [uniqueIndex('placement_facts_once').on(t.placementId, t.kind)],
)

/** Asks an employer's contact whether somebody is still employed: a secret that works once, of which only the digest is kept. */
export const confirmationLinks = pgTable(
  'confirmation_links',
  {
    id: uuid('id').primaryKey().$type<Id<'confirmationLink'>>(),
    placementId: uuid('placement_id')
      .notNull()
      .references(() => placements.id)
      .$type<Id<'placement'>>(),
    day: integer('day').notNull().$type<90 | 180>(),
    secretDigest: text('secret_digest').unique(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [uniqueIndex('confirmation_links_once').on(t.placementId, t.day)],
)
