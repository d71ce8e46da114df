import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { activities, contentVersions } from '../catalog/schema.ts'
import { enrolments } from '../cohorts/schema.ts'
import { workspaces } from '../labs/schema.ts'
import type { Id } from '../platform/ids.ts'
import { bytea, instant, LANE } from '../platform/schema.ts'

export interface ObservationMark {
  criterion: string
  mark: 'unaided' | 'helped' | 'not_shown'
}

export interface ReviewMark {
  criterion: string
  mark: 'met' | 'not_met'
}

export const attempts = pgTable(
  'attempts',
  {
    id: uuid('id').primaryKey().$type<Id<'attempt'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    enrolmentId: uuid('enrolment_id')
      .references(() => enrolments.id)
      .$type<Id<'enrolment'>>(),
    activityId: uuid('activity_id')
      .notNull()
      .references(() => activities.id)
      .$type<Id<'activity'>>(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    workspaceId: uuid('workspace_id')
      .references(() => workspaces.id)
      .$type<Id<'workspace'>>(),
    mode: text('mode').notNull().$type<'practice' | 'proctored'>(),
    /** 128 random bits, drawn when the attempt opens. */
    seed: bytea('seed'),
    assurance: text('assurance').notNull().$type<'none' | 'passkey' | 'person_online' | 'person_in_room'>(),
    requestedAt: instant('requested_at').notNull(),
    identityConfirmedAt: instant('identity_confirmed_at'),
    identityConfirmedBy: uuid('identity_confirmed_by').$type<Id<'person'>>(),
    identityChecked: text('identity_checked'),
    /** The session that an open exam is bound to; a lab's is its workspace's. */
    sessionId: uuid('session_id').$type<Id<'session'>>(),
    openedAt: instant('opened_at'),
    closesAt: instant('closes_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    index('attempts_learner').on(t.learnerId, t.activityId),
    uniqueIndex('attempts_one_live').on(t.learnerId, t.activityId, t.mode).where(sql`${t.closedAt} is null`),
  ],
)

/** What the newest Check and the newest Run of a workspace came to, for who comes back to it. It decides nothing. */
export const workOutcomes = pgTable(
  'work_outcomes',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id)
      .$type<Id<'workspace'>>(),
    kind: text('kind').notNull().$type<'check' | 'run'>(),
    /** Revision of the workspace that it is about. */
    revision: integer('revision').notNull(),
    at: instant('at').notNull(),
    result: jsonb('result').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind] })],
)

export const submissions = pgTable(
  'submissions',
  {
    id: uuid('id').primaryKey().$type<Id<'submission'>>(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempts.id)
      .$type<Id<'attempt'>>(),
    /**
     * Digest of the canonical manifest; the manifest itself is a blob: path → blob digest. A trigger asks for the blob when
     * a row is written, and no reference keeps it afterwards: erasing a person leaves the digest alone.
     */
    snapshotDigest: text('snapshot_digest').notNull(),
    revision: integer('revision').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** How the hidden key is derived; see `seeds.ts`. 1: of submissions from before each had a key of its own. */
    hiddenKeyVersion: integer('hidden_key_version').notNull().default(1),
  },
  (t) => [index('submissions_attempt').on(t.attemptId)],
)

/** One run of the grader. A re-grade or a replay is a new row. */
export const gradingJobs = pgTable(
  'grading_jobs',
  {
    id: uuid('id').primaryKey().$type<Id<'gradingJob'>>(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.id)
      .$type<Id<'submission'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    /** Who works on it: '' the site's runners, else the lane of the connection that queued it. */
    lane: text('lane').notNull().default(LANE),
    purpose: text('purpose').notNull().$type<'grade' | 'regrade' | 'replay'>(),
    requestedBy: text('requested_by').notNull(),
    queuedAt: instant('queued_at').notNull(),
    tries: integer('tries').notNull().default(0),
    leasedAt: instant('leased_at'),
    leaseExpiresAt: instant('lease_expires_at'),
    leasedBy: text('leased_by'),
    finishedAt: instant('finished_at'),
    outcome: text('outcome').$type<'graded' | 'ungradable'>(),
    score: integer('score'),
    isPassed: boolean('is_passed'),
    resultDigest: text('result_digest'),
    graderDigest: text('grader_digest'),
    imageDigest: text('image_digest'),
    result: jsonb('result'),
  },
  (t) => [
    index('grading_jobs_submission').on(t.submissionId),
    index('grading_jobs_waiting').on(t.queuedAt).where(sql`${t.finishedAt} is null`),
  ],
)

/** What an auditor decided about a replay that came to another result; append-only. */
export const replayDecisions = pgTable('replay_decisions', {
  gradingJobId: uuid('grading_job_id')
    .primaryKey()
    .references(() => gradingJobs.id)
    .$type<Id<'gradingJob'>>(),
  decidedBy: uuid('decided_by').notNull().$type<Id<'person'>>(),
  decidedAt: instant('decided_at').notNull(),
  reason: text('reason').notNull(),
})

export const questionAnswers = pgTable(
  'question_answers',
  {
    id: uuid('id').primaryKey().$type<Id<'answer'>>(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempts.id)
      .$type<Id<'attempt'>>(),
    questionId: uuid('question_id').notNull(),
    variantId: text('variant_id').notNull(),
    choice: jsonb('choice').notNull().$type<string[]>(),
    isCorrect: boolean('is_correct').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (t) => [index('question_answers_attempt').on(t.attemptId, t.questionId)],
)

/** What is chosen in an exam, as often as it is changed; the newest of a question counts. Whether it is right is not kept. */
export const examAnswers = pgTable(
  'exam_answers',
  {
    id: uuid('id').primaryKey().$type<Id<'answer'>>(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempts.id)
      .$type<Id<'attempt'>>(),
    questionId: uuid('question_id').notNull(),
    variantId: text('variant_id').notNull(),
    choice: jsonb('choice').notNull().$type<string[]>(),
    /** Orders what was answered in one moment. */
    number: integer('number').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (t) => [uniqueIndex('exam_answers_number').on(t.attemptId, t.number)],
)

export const competencyEvidence = pgTable(
  'competency_evidence',
  {
    id: uuid('id').primaryKey().$type<Id<'evidence'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    area: text('area').notNull(),
    level: integer('level').notNull(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.id)
      .$type<Id<'submission'>>(),
    mode: text('mode').notNull().$type<'practice' | 'proctored'>(),
    validFrom: instant('valid_from').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Set when the credential that it was shown for was withdrawn: it counts for nothing from then on. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('competency_evidence_once').on(t.submissionId, t.area),
    index('competency_evidence_learner').on(t.learnerId),
  ],
)

/** What an assessor saw somebody do, signed; append-only, and without names. A correction names the one it replaces. */
export const observations = pgTable(
  'observations',
  {
    id: uuid('id').primaryKey().$type<Id<'observation'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    enrolmentId: uuid('enrolment_id').notNull().$type<Id<'enrolment'>>(),
    roleCode: text('role_code').notNull(),
    assessorId: uuid('assessor_id').notNull().$type<Id<'person'>>(),
    observedOn: date('observed_on', { mode: 'string' }).notNull(),
    place: text('place').notNull().$type<'in_room' | 'online'>(),
    marks: jsonb('marks').notNull().$type<ObservationMark[]>(),
    isMet: boolean('is_met').notNull(),
    /** Digest of the statement that was signed. */
    digest: text('digest').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    corrects: uuid('corrects').$type<Id<'observation'>>(),
  },
  (t) => [
    index('observations_learner').on(t.learnerId, t.roleCode),
    index('observations_enrolment').on(t.enrolmentId),
    uniqueIndex('observations_corrects').on(t.corrects),
  ],
)

/** What was written beside an observation: it may speak of a person, so it stands apart and can be erased. */
export const observationNotes = pgTable('observation_notes', {
  observationId: uuid('observation_id')
    .primaryKey()
    .references(() => observations.id)
    .$type<Id<'observation'>>(),
  text: text('text').notNull(),
})

/** The site's seal on an observation, made by the worker, which alone reads the key. */
export const observationSeals = pgTable('observation_seals', {
  observationId: uuid('observation_id')
    .primaryKey()
    .references(() => observations.id)
    .$type<Id<'observation'>>(),
  keyId: text('key_id').notNull(),
  signature: text('signature').notNull(),
  sealedAt: instant('sealed_at').notNull(),
})

/** How a person marked a part of a submission that no program can judge; append-only, and without names. */
export const submissionReviews = pgTable(
  'submission_reviews',
  {
    id: uuid('id').primaryKey().$type<Id<'review'>>(),
    submissionId: uuid('submission_id')
      .notNull()
      .unique()
      .references(() => submissions.id)
      .$type<Id<'submission'>>(),
    reviewerId: uuid('reviewer_id').notNull().$type<Id<'person'>>(),
    marks: jsonb('marks').notNull().$type<ReviewMark[]>(),
    isMet: boolean('is_met').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [index('submission_reviews_reviewer').on(t.reviewerId)],
)

/** What was written to a learner beside the marks; it may speak of a person, so it stands apart and can be erased. */
export const submissionReviewNotes = pgTable('submission_review_notes', {
  reviewId: uuid('review_id')
    .primaryKey()
    .references(() => submissionReviews.id)
    .$type<Id<'review'>>(),
  text: text('text').notNull(),
})

/** When somebody became ready for a role, and when that lapsed: facts with two times, append-only. */
export const readinessEvents = pgTable(
  'readiness_events',
  {
    id: uuid('id').primaryKey().$type<Id<'readinessEvent'>>(),
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    roleCode: text('role_code').notNull(),
    kind: text('kind').notNull().$type<'reached' | 'lapsed'>(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    validUntil: instant('valid_until'),
    evidenceIds: uuid('evidence_ids').array().notNull().$type<Id<'evidence'>[]>(),
    observationId: uuid('observation_id').$type<Id<'observation'>>(),
  },
  (t) => [index('readiness_events_learner').on(t.learnerId, t.roleCode)],
)

/**
 * What was said of a submission, append-only and with opaque ids alone: every wording and every withdrawal is an entry of
 * its own, and those of one comment share its `commentId`.
 */
export const submissionComments = pgTable(
  'submission_comments',
  {
    id: uuid('id').primaryKey().$type<Id<'commentEntry'>>(),
    commentId: uuid('comment_id').notNull().$type<Id<'comment'>>(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.id)
      .$type<Id<'submission'>>(),
    authorId: uuid('author_id').notNull().$type<Id<'person'>>(),
    /** The comment that this one answers. */
    answers: uuid('answers').$type<Id<'comment'>>(),
    kind: text('kind').notNull().$type<'written' | 'edited' | 'withdrawn'>(),
    at: instant('at').notNull(),
  },
  (t) => [index('submission_comments_submission').on(t.submissionId, t.at)],
)

/** The words of an entry and the place they are about: they may speak of a person, so they stand apart and can be erased. */
export const submissionCommentTexts = pgTable('submission_comment_texts', {
  entryId: uuid('entry_id')
    .primaryKey()
    .references(() => submissionComments.id)
    .$type<Id<'commentEntry'>>(),
  path: text('path'),
  line: integer('line'),
  text: text('text').notNull(),
})
