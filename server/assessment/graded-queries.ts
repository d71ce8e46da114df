import { desc, eq, or, sql } from 'drizzle-orm'
import { activities } from '../catalog/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { attempts, gradingJobs, submissions } from './schema.ts'

/** What an auditor may see of a submission: no person, no cohort, no files. */
const FACTS = {
  id: submissions.id,
  attemptId: submissions.attemptId,
  snapshotDigest: submissions.snapshotDigest,
  receivedAt: submissions.receivedAt,
  mode: attempts.mode,
  versionId: attempts.versionId,
  code: activities.code,
  titles: activities.titles,
}

/** The newest submissions; with `ending` those whose own id, attempt or grading job ends so. */
export async function listSubmissionFacts(ctx: Context, ending: string | null, limit: number) {
  const like = `%${ending}`
  return ctx.db
    .select(FACTS)
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(
      ending === null
        ? undefined
        : or(
            sql`${submissions.id}::text like ${like}`,
            sql`${submissions.attemptId}::text like ${like}`,
            sql`exists (select 1 from ${gradingJobs} where ${gradingJobs.submissionId} = ${submissions.id}
              and ${gradingJobs.id}::text like ${like})`,
          ),
    )
    .orderBy(desc(submissions.receivedAt))
    .limit(limit)
}

/** @throws AppError `not_found` */
export async function selectSubmissionFacts(ctx: Context, id: Id<'submission'>) {
  const [row] = await ctx.db
    .select(FACTS)
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(activities, eq(activities.id, attempts.activityId))
    .where(eq(submissions.id, id))
  if (!row) throw new AppError('not_found')
  return row
}
