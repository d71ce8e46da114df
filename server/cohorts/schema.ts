import { sql } from 'drizzle-orm'
import { date, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { programmes } from '../catalog/schema.ts'
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
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [uniqueIndex('enrolments_once').on(t.learnerId, t.cohortId), index('enrolments_cohort').on(t.cohortId)],
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
