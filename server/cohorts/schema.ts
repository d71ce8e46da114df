import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { activities, programmes } from '../catalog/schema.ts'
import { organisations, people } from '../identity/schema.ts'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

export const cohorts = pgTable(
  'cohorts',
  {
    id: uuid('id').primaryKey().$type<Id<'cohort'>>(),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id)
      .$type<Id<'programme'>>(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => organisations.id)
      .$type<Id<'organisation'>>(),
    names: jsonb('names').notNull().$type<{ en: string; ja: string }>(),
    zone: text('zone').notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    freezesAt: instant('freezes_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('cohorts_owner').on(t.ownerId), index('cohorts_partner').on(t.partnerId)],
)

export const enrolments = pgTable(
  'enrolments',
  {
    id: uuid('id').primaryKey().$type<Id<'enrolment'>>(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohorts.id)
      .$type<Id<'cohort'>>(),
    enrolledAt: instant('enrolled_at').notNull(),
    /** Since when the learner is no longer in this cohort: withdrawn or transferred; `enrolment_events` say which. */
    withdrawnAt: instant('withdrawn_at'),
    /** What the roster calls somebody, until they say themselves who they are. */
    rosterName: text('roster_name'),
    importId: uuid('import_id').$type<Id<'rosterImport'>>(),
    /** The first thing done in this cohort: from then on its import cannot be undone. */
    workedAt: instant('worked_at'),
    /** The enrolment that a transfer ended to begin this one. */
    transferredFrom: uuid('transferred_from').$type<Id<'enrolment'>>(),
  },
  (t) => [
    uniqueIndex('enrolments_once').on(t.learnerId, t.cohortId),
    index('enrolments_cohort').on(t.cohortId),
    index('enrolments_import').on(t.importId),
  ],
)

export const cohortBaselines = pgTable('cohort_baselines', {
  cohortId: uuid('cohort_id')
    .primaryKey()
    .references(() => cohorts.id)
    .$type<Id<'cohort'>>(),
  rosterDigest: text('roster_digest').notNull(),
  enrolmentIds: uuid('enrolment_ids').array().notNull().$type<Id<'enrolment'>[]>(),
  frozenAt: instant('frozen_at').notNull(),
})

export const assignments = pgTable(
  'assignments',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<Id<'person'>>(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohorts.id)
      .$type<Id<'cohort'>>(),
    kind: text('kind').notNull().$type<'instructor' | 'proctor' | 'assessor'>(),
    assignedAt: instant('assigned_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('assignments_current').on(t.personId, t.cohortId, t.kind).where(sql`${t.endedAt} is null`)],
)

export type WithdrawalReason =
  | 'work'
  | 'personal'
  | 'moved_away'
  | 'found_job'
  | 'other_course'
  | 'not_suited'
  | 'no_contact'
  | 'other'

/** What happened to an enrolment, append-only and with opaque ids alone; a correction names the event it takes back. */
export const enrolmentEvents = pgTable(
  'enrolment_events',
  {
    id: uuid('id').primaryKey().$type<Id<'enrolmentEvent'>>(),
    enrolmentId: uuid('enrolment_id').notNull().$type<Id<'enrolment'>>(),
    cohortId: uuid('cohort_id').notNull().$type<Id<'cohort'>>(),
    kind: text('kind').notNull().$type<'withdrawn' | 'leave' | 'transferred' | 'corrected'>(),
    reason: text('reason').$type<WithdrawalReason>(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }),
    toEnrolmentId: uuid('to_enrolment_id').$type<Id<'enrolment'>>(),
    corrects: uuid('corrects').$type<Id<'enrolmentEvent'>>(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
  },
  (t) => [index('enrolment_events_cohort').on(t.cohortId), uniqueIndex('enrolment_events_corrects').on(t.corrects)],
)

/** What was written beside an event: it may speak of a person, so it stands apart and can be erased. */
export const enrolmentNotes = pgTable('enrolment_notes', {
  eventId: uuid('event_id')
    .primaryKey()
    .references(() => enrolmentEvents.id)
    .$type<Id<'enrolmentEvent'>>(),
  text: text('text').notNull(),
})

export const rosterImports = pgTable(
  'roster_imports',
  {
    id: uuid('id').primaryKey().$type<Id<'rosterImport'>>(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohorts.id)
      .$type<Id<'cohort'>>(),
    fileDigest: text('file_digest').notNull(),
    enrolled: integer('enrolled').notNull(),
    leftOut: integer('left_out').notNull(),
    /** What the import made beside enrolments: people nobody knew here, and invitations. */
    createdPeople: uuid('created_people').array().notNull().$type<Id<'person'>[]>(),
    invitations: uuid('invitations').array().notNull().$type<string[]>(),
    importedAt: instant('imported_at').notNull(),
    undoneAt: instant('undone_at'),
  },
  (t) => [index('roster_imports_cohort').on(t.cohortId)],
)

/**
 * From when until when the grades of an activity wait for their release in a cohort. It says what learners are told, and
 * changes no grade, no evidence and no fact of the ledger.
 */
export const gradeHolds = pgTable(
  'grade_holds',
  {
    id: uuid('id').primaryKey().$type<Id<'gradeHold'>>(),
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohorts.id)
      .$type<Id<'cohort'>>(),
    activityId: uuid('activity_id')
      .notNull()
      .references(() => activities.id)
      .$type<Id<'activity'>>(),
    heldAt: instant('held_at').notNull(),
    heldBy: uuid('held_by').notNull().$type<Id<'person'>>(),
    releasedAt: instant('released_at'),
    releasedBy: uuid('released_by').$type<Id<'person'>>(),
  },
  (t) => [uniqueIndex('grade_holds_standing').on(t.cohortId, t.activityId).where(sql`${t.releasedAt} is null`)],
)
