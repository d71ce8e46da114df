import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

/** What somebody can be told of. Each names the thing that `subjectId` is the id of. */
export const NOTICE_KINDS = [
  'comment_written',
  'comment_answered',
  'grade_released',
  'grading_failed',
  'learner_grading_failed',
  'proof_failed',
  'review_wanted',
  'review_signed',
  'observation_signed',
  'credential_issued',
  'credential_revoked',
  'opening_matches',
  'evidence_viewed',
  'placement_recorded',
  'placement_started',
  'placement_agreed',
  'placement_disputed',
  'enrolled',
  'enrolment_withdrawn',
  'enrolment_leave',
  'enrolment_transferred',
  'enrolment_corrected',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/**
 * That somebody was told of something, append-only but for the read mark. A notice refers by opaque ids and says nothing of
 * what it refers to: the page it leads to decides who may see that, and whether still.
 */
export const notices = pgTable(
  'notices',
  {
    id: uuid('id').primaryKey().$type<Id<'notice'>>(),
    personId: uuid('person_id').notNull().$type<Id<'person'>>(),
    kind: text('kind').notNull().$type<NoticeKind>(),
    subjectId: uuid('subject_id').notNull().$type<string>(),
    /** The activity that the thing belongs to, where there is one: content, not a person's. */
    activityId: uuid('activity_id').$type<Id<'activity'>>(),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    index('notices_person').on(t.personId, t.at),
    index('notices_unread').on(t.personId).where(sql`${t.readAt} is null`),
  ],
)
