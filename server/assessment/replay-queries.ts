import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { replayDecisions } from './schema.ts'

/** Replays that came to another result than the newest grading before them, and of which nobody has decided anything. */
const openReplays = (only: SQL) => sql`
  select r.id from grading_jobs r
  where r.purpose = 'replay' and r.outcome = 'graded' and ${only}
    and r.result_digest is distinct from (
      select g.result_digest from grading_jobs g
      where g.submission_id = r.submission_id and g.purpose <> 'replay' and g.finished_at is not null
      order by g.queued_at desc limit 1)
    and not exists (select 1 from replay_decisions d where d.grading_job_id = r.id)`

export async function listOpenReplays(ctx: Context, submissionId: Id<'submission'>): Promise<Id<'gradingJob'>[]> {
  const { rows } = await ctx.db.execute<{ id: Id<'gradingJob'> }>(openReplays(sql`r.submission_id = ${submissionId}`))
  return rows.map(({ id }) => id)
}

/** How many submissions have a replay that differs and waits for a decision; without saying which. */
export async function countOpenReplayCases(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: number }>(sql`
    select count(distinct o.submission_id)::int as count from grading_jobs o
    where o.id in (${openReplays(sql`true`)})`)
  return rows[0]!.count
}

export async function insertReplayDecisions(
  ctx: Context,
  rows: readonly (typeof replayDecisions.$inferInsert)[],
): Promise<void> {
  await ctx.db
    .insert(replayDecisions)
    .values([...rows])
    .onConflictDoNothing()
}

export async function listReplayDecisions(ctx: Context, jobIds: readonly Id<'gradingJob'>[]) {
  if (jobIds.length === 0) return []
  return ctx.db
    .select()
    .from(replayDecisions)
    .where(inArray(replayDecisions.gradingJobId, [...jobIds]))
}
