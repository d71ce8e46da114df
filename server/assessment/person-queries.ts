import { and, asc, eq, getTableColumns, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import { workspaces } from '../labs/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import * as s from './schema.ts'

/**
 * A person's rows of every table of assessment, without seeds; what a learner may read of a result is for the caller. Of
 * what somebody wrote to others there are the entries alone: the words are part of those others' records.
 */
export async function selectPersonRows(ctx: Context, personId: Id<'person'>) {
  const { seed: _seed, ...attempt } = getTableColumns(s.attempts)
  const attempts = await ctx.db.select(attempt).from(s.attempts).where(eq(s.attempts.learnerId, personId))
  const attemptIds = attempts.map(({ id }) => id)
  const observations = await ctx.db.select().from(s.observations).where(eq(s.observations.learnerId, personId))
  const mine = ctx.db
    .select({ id: s.submissions.id })
    .from(s.submissions)
    .where(inArray(s.submissions.attemptId, attemptIds))
  const isToMe = inArray(s.submissionComments.submissionId, mine)
  const observationIds = observations.map(({ id }) => id)
  const [
    submissions,
    jobs,
    answers,
    choices,
    reviews,
    reviewNotes,
    evidence,
    notes,
    seals,
    readiness,
    outcomes,
    comments,
    words,
  ] = await Promise.all([
    ctx.db.select().from(s.submissions).where(inArray(s.submissions.attemptId, attemptIds)),
    ctx.db
      .select({ job: s.gradingJobs, versionId: s.attempts.versionId })
      .from(s.gradingJobs)
      .innerJoin(s.submissions, eq(s.submissions.id, s.gradingJobs.submissionId))
      .innerJoin(s.attempts, eq(s.attempts.id, s.submissions.attemptId))
      .where(eq(s.gradingJobs.learnerId, personId)),
    ctx.db.select().from(s.questionAnswers).where(inArray(s.questionAnswers.attemptId, attemptIds)),
    ctx.db.select().from(s.examAnswers).where(inArray(s.examAnswers.attemptId, attemptIds)),
    ctx.db.select().from(s.submissionReviews).where(inArray(s.submissionReviews.submissionId, mine)),
    ctx.db
      .select(getTableColumns(s.submissionReviewNotes))
      .from(s.submissionReviewNotes)
      .innerJoin(s.submissionReviews, eq(s.submissionReviews.id, s.submissionReviewNotes.reviewId))
      .where(inArray(s.submissionReviews.submissionId, mine)),
    ctx.db.select().from(s.competencyEvidence).where(eq(s.competencyEvidence.learnerId, personId)),
    ctx.db.select().from(s.observationNotes).where(inArray(s.observationNotes.observationId, observationIds)),
    ctx.db.select().from(s.observationSeals).where(inArray(s.observationSeals.observationId, observationIds)),
    ctx.db.select().from(s.readinessEvents).where(eq(s.readinessEvents.learnerId, personId)),
    ctx.db
      .select(getTableColumns(s.workOutcomes))
      .from(s.workOutcomes)
      .innerJoin(workspaces, eq(workspaces.id, s.workOutcomes.workspaceId))
      .where(eq(workspaces.learnerId, personId)),
    ctx.db
      .select()
      .from(s.submissionComments)
      .where(or(isToMe, eq(s.submissionComments.authorId, personId)))
      .orderBy(asc(s.submissionComments.at)),
    ctx.db
      .select(getTableColumns(s.submissionCommentTexts))
      .from(s.submissionCommentTexts)
      .innerJoin(s.submissionComments, eq(s.submissionComments.id, s.submissionCommentTexts.entryId))
      .where(isToMe),
  ])
  return {
    attempts,
    submissions,
    jobs,
    answers,
    choices,
    reviews,
    reviewNotes,
    evidence,
    observations,
    notes,
    seals,
    readiness,
    outcomes,
    comments,
    words,
  }
}

/** Snapshots of a person's submissions, but those that something still rests on. */
export async function listSnapshotDigests(
  ctx: Context,
  personId: Id<'person'>,
  kept: readonly Id<'submission'>[],
): Promise<string[]> {
  const rows = await ctx.db
    .select({ digest: s.submissions.snapshotDigest })
    .from(s.submissions)
    .innerJoin(s.attempts, eq(s.attempts.id, s.submissions.attemptId))
    .where(and(eq(s.attempts.learnerId, personId), notInArray(s.submissions.id, [...kept])))
  return rows.map(({ digest }) => digest)
}

/**
 * Takes what was written about a person and what their programs printed. Scores, digests, evidence and signed observations
 * are facts of opaque ids and stay.
 */
export async function eraseAssessmentRows(ctx: Context, personId: Id<'person'>): Promise<void> {
  const observed = ctx.db
    .select({ id: s.observations.id })
    .from(s.observations)
    .where(eq(s.observations.learnerId, personId))
  const rooms = ctx.db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.learnerId, personId))
  const reviewed = ctx.db
    .select({ id: s.submissionReviews.id })
    .from(s.submissionReviews)
    .innerJoin(s.submissions, eq(s.submissions.id, s.submissionReviews.submissionId))
    .innerJoin(s.attempts, eq(s.attempts.id, s.submissions.attemptId))
    .where(eq(s.attempts.learnerId, personId))
  await ctx.db.delete(s.submissionReviewNotes).where(inArray(s.submissionReviewNotes.reviewId, reviewed))
  await ctx.db.delete(s.observationNotes).where(inArray(s.observationNotes.observationId, observed))
  await ctx.db.delete(s.workOutcomes).where(inArray(s.workOutcomes.workspaceId, rooms))
  const saidToThem = ctx.db
    .select({ id: s.submissionComments.id })
    .from(s.submissionComments)
    .innerJoin(s.submissions, eq(s.submissions.id, s.submissionComments.submissionId))
    .innerJoin(s.attempts, eq(s.attempts.id, s.submissions.attemptId))
    .where(eq(s.attempts.learnerId, personId))
  await ctx.db.delete(s.submissionCommentTexts).where(inArray(s.submissionCommentTexts.entryId, saidToThem))
  const isMine = eq(s.gradingJobs.learnerId, personId)
  await ctx.db
    .update(s.gradingJobs)
    .set({ finishedAt: ctx.now, outcome: 'ungradable' })
    .where(and(isMine, isNull(s.gradingJobs.finishedAt)))
  await ctx.db.update(s.gradingJobs).set({ result: null }).where(isMine)
  await ctx.db
    .update(s.attempts)
    .set({ identityChecked: null, closedAt: sql`coalesce(${s.attempts.closedAt}, ${ctx.now})` })
    .where(eq(s.attempts.learnerId, personId))
}
