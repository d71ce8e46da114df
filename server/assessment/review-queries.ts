import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { activities, contentVersions } from '../catalog/schema.ts'
import { assignments, cohorts, enrolments } from '../cohorts/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { attempts, gradingJobs, submissionReviewNotes, submissionReviews, submissions } from './schema.ts'

type Review = typeof submissionReviews.$inferSelect

/** Whether the file that a person would read is missing, or as the lab gave it. */
const isUnwritten = sql<boolean>`not exists (
  select 1 from blobs m, jsonb_each_text(convert_from(m.bytes, 'utf8')::jsonb) file
  where m.digest = ${submissions.snapshotDigest} and file.key = ${contentVersions.definition} -> 'review' ->> 'file'
    and not exists (select 1 from content_files f where f.version_id = ${contentVersions.id}
      and f.path = 'starter/' || file.key and f.blob_digest = file.value))`

/** Whether nobody has written what a person would mark. */
export async function selectIsUnwritten(ctx: Context, submissionId: Id<'submission'>): Promise<boolean> {
  const [row] = await ctx.db
    .select({ isUnwritten })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(contentVersions, eq(contentVersions.id, attempts.versionId))
    .where(eq(submissions.id, submissionId))
  return row?.isUnwritten ?? true
}

/** Of those of the submissions that a person marks besides: which file, whether anybody wrote it, and what was marked. */
export async function listReviewFacts(ctx: Context, submissionIds: readonly Id<'submission'>[]) {
  if (submissionIds.length === 0) return []
  return ctx.db
    .select({
      submissionId: submissions.id,
      file: sql<string>`${contentVersions.definition} -> 'review' ->> 'file'`,
      isUnwritten,
      isMet: submissionReviews.isMet,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(contentVersions, eq(contentVersions.id, attempts.versionId))
    .leftJoin(submissionReviews, eq(submissionReviews.submissionId, submissions.id))
    .where(and(inArray(submissions.id, [...submissionIds]), sql`${contentVersions.definition} ? 'review'`))
}

/** Submissions of an assessor's cohorts that their program passed and that a person marks besides, unmarked ones first. */
export async function listReviewable(ctx: Context, assessorId: Id<'person'>) {
  const isPassed = sql`exists (select 1 from ${gradingJobs} where ${gradingJobs.submissionId} = ${submissions.id}
    and ${gradingJobs.purpose} <> 'replay' and ${gradingJobs.isPassed})`
  return ctx.db
    .select({
      submissionId: submissions.id,
      receivedAt: submissions.receivedAt,
      mode: attempts.mode,
      activity: { code: activities.code, titles: activities.titles },
      cohortNames: cohorts.names,
      reviewedAt: submissionReviews.recordedAt,
      isMet: submissionReviews.isMet,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .innerJoin(contentVersions, eq(contentVersions.id, attempts.versionId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(assignments, and(eq(assignments.cohortId, cohorts.id), eq(assignments.personId, assessorId)))
    .leftJoin(submissionReviews, eq(submissionReviews.submissionId, submissions.id))
    .where(
      and(
        eq(assignments.kind, 'assessor'),
        isNull(assignments.endedAt),
        isNull(enrolments.withdrawnAt),
        ne(attempts.learnerId, assessorId),
        sql`${contentVersions.definition} ? 'review'`,
        isPassed,
        sql`not ${isUnwritten}`,
      ),
    )
    .orderBy(sql`${submissionReviews.recordedAt} desc nulls first`, desc(submissions.receivedAt))
    .limit(200)
}

export async function selectOptionalReview(ctx: Context, submissionId: Id<'submission'>) {
  const [row] = await ctx.db
    .select({ review: submissionReviews, note: submissionReviewNotes.text })
    .from(submissionReviews)
    .leftJoin(submissionReviewNotes, eq(submissionReviewNotes.reviewId, submissionReviews.id))
    .where(eq(submissionReviews.submissionId, submissionId))
  return row ?? null
}

/** False when the submission has been marked already. */
export async function insertReview(ctx: Context, review: Review, note: string): Promise<boolean> {
  const rows = await ctx.db
    .insert(submissionReviews)
    .values(review)
    .onConflictDoNothing()
    .returning({ id: submissionReviews.id })
  if (rows.length > 0 && note) await ctx.db.insert(submissionReviewNotes).values({ reviewId: review.id, text: note })
  return rows.length > 0
}
