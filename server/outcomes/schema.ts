import { bigint, bigserial, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { programmes } from '../catalog/schema.ts'
import { organisations } from '../identity/schema.ts'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

/** Enrolled, active, completed, certified, deployable, deployed, retained. */
export type Stage = 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6'

/** The conversion ledger: append-only facts with two times; a correction names the fact it corrects. */
export const stageEvents = pgTable(
  'stage_events',
  {
    id: uuid('id').primaryKey().$type<Id<'stageEvent'>>(),
    enrolmentId: uuid('enrolment_id').notNull().$type<Id<'enrolment'>>(),
    cohortId: uuid('cohort_id').notNull().$type<Id<'cohort'>>(),
    stage: text('stage').notNull().$type<Stage>(),
    /**
     * S4 lapses when its evidence does, and is reached again by a re-check; every other stage is only ever reached. A fact
     * that corrects another one says that it is withdrawn, and counts for nothing itself.
     */
    effect: text('effect').notNull().default('reached').$type<'reached' | 'lapsed' | 'withdrawn'>(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    evidenceRef: text('evidence_ref').notNull(),
    corrects: uuid('corrects').$type<Id<'stageEvent'>>(),
    /** Place in the ledger: whoever holds the ledger's lock knows that no smaller one is still to come. */
    seq: bigserial('seq', { mode: 'number' }).notNull(),
  },
  (t) => [
    uniqueIndex('stage_events_once').on(t.enrolmentId, t.stage, t.evidenceRef),
    index('stage_events_cohort').on(t.cohortId, t.stage),
    index('stage_events_corrects').on(t.corrects),
  ],
)

/** What was published of a programme, for good: the canonical document, and the facts it was counted from. */
export const releases = pgTable(
  'releases',
  {
    id: uuid('id').primaryKey().$type<Id<'release'>>(),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id)
      .$type<Id<'programme'>>(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
    /** Canonical JSON, byte for byte what is signed. */
    document: text('document').notNull(),
    documentDigest: text('document_digest').notNull(),
    factsDigest: text('facts_digest').notNull(),
    /** Place in the ledger up to which facts count, with the frozen cohorts and the transfers known then. */
    position: bigint('position', { mode: 'number' }).notNull(),
    cohortIds: uuid('cohort_ids').array().notNull().$type<Id<'cohort'>[]>(),
    transferIds: uuid('transfer_ids').array().notNull().$type<Id<'enrolmentEvent'>[]>(),
  },
  (t) => [
    uniqueIndex('releases_once').on(t.programmeId, t.ownerId, t.factsDigest),
    index('releases_newest').on(t.programmeId, t.ownerId, t.publishedAt),
  ],
)

/** The site's signature of a release, made by the worker, which alone reads the key. */
export const releaseSeals = pgTable('release_seals', {
  releaseId: uuid('release_id')
    .primaryKey()
    .references(() => releases.id)
    .$type<Id<'release'>>(),
  keyId: text('key_id').notNull(),
  signature: text('signature').notNull(),
  sealedAt: instant('sealed_at').notNull(),
})
