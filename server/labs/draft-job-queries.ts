import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { labDraftJobs } from './schema.ts'

/** Runners listen here and wake when the transaction commits. */
export const DRAFT_CHANNEL = 'terakoya_drafts'

export interface LeasedDraftJob {
  id: Id<'labDraftJob'>
  kind: 'starter' | 'solution' | 'prove'
  manifestDigest: string
  tries: number
}

export interface DraftOutcome {
  outcome: 'done' | 'failed'
  isProven: boolean | null
  /** Null when no image was reached. */
  imageDigest: string | null
  result: unknown
}

export async function insertDraftJob(ctx: Context, job: typeof labDraftJobs.$inferInsert): Promise<void> {
  await ctx.db.insert(labDraftJobs).values(job)
  await ctx.db.execute(sql`select pg_notify(${DRAFT_CHANNEL}, '')`)
}

/** Ends jobs that took a runner down as often as they may be tried. */
export async function endSpentRows(ctx: Context, maxTries: number, result: unknown): Promise<void> {
  await ctx.db
    .update(labDraftJobs)
    .set({ finishedAt: ctx.now, outcome: 'failed', result })
    .where(
      and(
        isNull(labDraftJobs.finishedAt),
        gte(labDraftJobs.tries, maxTries),
        sql`${labDraftJobs.leaseExpiresAt} < now()`,
      ),
    )
}

/** Takes the next waiting job: oldest first, but whoever has one running waits for the others. */
export async function leaseDraftRow(
  ctx: Context,
  runnerId: string,
  leaseSeconds: number,
): Promise<LeasedDraftJob | null> {
  const { rows } = await ctx.db.execute<{
    id: Id<'labDraftJob'>
    kind: LeasedDraftJob['kind']
    manifest_digest: string
    tries: number
  }>(sql`
    update lab_draft_jobs set leased_at = now(), leased_by = ${runnerId}, tries = tries + 1,
      lease_expires_at = now() + make_interval(secs => ${leaseSeconds}), progress = null
    where id = (
      select j.id from lab_draft_jobs j
      where j.finished_at is null and (j.leased_at is null or j.lease_expires_at < now())
      order by
        (select count(*) from lab_draft_jobs r
          where r.requested_by = j.requested_by and r.finished_at is null and r.lease_expires_at > now()),
        j.queued_at
      limit 1 for update skip locked)
    returning id, kind, manifest_digest, tries`)
  const row = rows[0]
  return row ? { id: row.id, kind: row.kind, manifestDigest: row.manifest_digest, tries: row.tries } : null
}

/** False when the job was cancelled, is finished, or another's by now. */
export async function renewDraftRow(
  ctx: Context,
  id: Id<'labDraftJob'>,
  runnerId: string,
  leaseSeconds: number,
): Promise<boolean> {
  const { rowCount } = await ctx.db.execute(sql`
    update lab_draft_jobs set lease_expires_at = now() + make_interval(secs => ${leaseSeconds})
    where id = ${id} and leased_by = ${runnerId} and finished_at is null`)
  return rowCount === 1
}

const mine = (id: Id<'labDraftJob'>, runnerId: string) =>
  and(eq(labDraftJobs.id, id), eq(labDraftJobs.leasedBy, runnerId), isNull(labDraftJobs.finishedAt))

export async function writeDraftProgress(
  ctx: Context,
  id: Id<'labDraftJob'>,
  runnerId: string,
  progress: unknown,
): Promise<void> {
  await ctx.db.update(labDraftJobs).set({ progress }).where(mine(id, runnerId))
}

/** Finishes a leased job, or gives it back when `outcome` is null. False when it is not this runner's any more. */
export async function finishDraftRow(
  ctx: Context,
  id: Id<'labDraftJob'>,
  runnerId: string,
  outcome: DraftOutcome | null,
): Promise<boolean> {
  const set = outcome
    ? { ...outcome, finishedAt: ctx.now }
    : { leasedAt: null, leasedBy: null, leaseExpiresAt: null, progress: null }
  const rows = await ctx.db.update(labDraftJobs).set(set).where(mine(id, runnerId)).returning({ id: labDraftJobs.id })
  return rows.length > 0
}
