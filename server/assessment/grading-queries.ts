import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { LANE } from '../platform/schema.ts'
import { attempts, gradingJobs, submissions } from './schema.ts'

export interface LeasedJob {
  id: Id<'gradingJob'>
  submissionId: Id<'submission'>
  purpose: 'grade' | 'regrade' | 'replay'
  tries: number
}

export interface GradingOutcome {
  outcome: 'graded' | 'ungradable'
  score: number
  passed: boolean
  resultDigest: string
  graderDigest: string
  imageDigest: string
  result: unknown
}

/** Two submissions of one learner are never graded at once: programs of one could tell the other what hidden checks ask. */
export async function leaseJob(ctx: Context, runnerId: string, leaseSeconds: number): Promise<LeasedJob | null> {
  // One at a time: two runners that look in the same moment would each not see what the other takes.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('grading_jobs.lease'))`)
  const { rows } = await ctx.db.execute<{
    id: Id<'gradingJob'>
    submission_id: Id<'submission'>
    purpose: LeasedJob['purpose']
    tries: number
  }>(sql`
    update grading_jobs set leased_at = now(), leased_by = ${runnerId}, tries = tries + 1,
      lease_expires_at = now() + make_interval(secs => ${leaseSeconds})
    where id = (
      select j.id from grading_jobs j
      where j.finished_at is null and j.lane = ${LANE} and (j.leased_at is null or j.lease_expires_at < now())
        and not exists (
          select 1 from grading_jobs r
          where r.learner_id = j.learner_id and r.finished_at is null and r.leased_by is not null
            and r.lease_expires_at > now())
      order by j.queued_at
      limit 1 for update skip locked)
    returning id, submission_id, purpose, tries`)
  const row = rows[0]
  return row ? { id: row.id, submissionId: row.submission_id, purpose: row.purpose, tries: row.tries } : null
}

export async function renewLease(
  ctx: Context,
  id: Id<'gradingJob'>,
  runnerId: string,
  leaseSeconds: number,
): Promise<boolean> {
  const { rowCount } = await ctx.db.execute(sql`
    update grading_jobs set lease_expires_at = now() + make_interval(secs => ${leaseSeconds})
    where id = ${id} and leased_by = ${runnerId} and finished_at is null`)
  return rowCount === 1
}

export async function selectJobInputs(ctx: Context, submissionId: Id<'submission'>) {
  const [row] = await ctx.db
    .select({
      id: submissions.id,
      hiddenKeyVersion: submissions.hiddenKeyVersion,
      snapshotDigest: submissions.snapshotDigest,
      seed: attempts.seed,
      versionId: attempts.versionId,
    })
    .from(submissions)
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .where(eq(submissions.id, submissionId))
  if (!row?.seed) throw new AppError('not_found')
  return { ...row, seed: row.seed }
}

/** Finishes a leased job, or gives it back when `outcome` is null, to be taken again after a pause. False when the lease is another's by now. */
export async function finishJob(
  ctx: Context,
  id: Id<'gradingJob'>,
  runnerId: string,
  outcome: GradingOutcome | null,
  retryAfterSeconds = 0,
): Promise<boolean> {
  const set = outcome
    ? {
        finishedAt: ctx.now,
        outcome: outcome.outcome,
        score: outcome.score,
        isPassed: outcome.passed,
        resultDigest: outcome.resultDigest,
        graderDigest: outcome.graderDigest,
        imageDigest: outcome.imageDigest,
        result: outcome.result,
      }
    : retryAfterSeconds > 0
      ? // A lease of nobody: it keeps every runner away until it ends.
        { leasedBy: null, leaseExpiresAt: sql`now() + make_interval(secs => ${retryAfterSeconds})` }
      : { leasedAt: null, leasedBy: null, leaseExpiresAt: null }
  const rows = await ctx.db
    .update(gradingJobs)
    .set(set)
    .where(and(eq(gradingJobs.id, id), eq(gradingJobs.leasedBy, runnerId), isNull(gradingJobs.finishedAt)))
    .returning({ id: gradingJobs.id })
  return rows.length > 0
}
