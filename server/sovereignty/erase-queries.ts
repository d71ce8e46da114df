import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { erasures, personExports } from './schema.ts'

const waiting = and(isNull(erasures.cancelledAt), isNull(erasures.erasedAt))

export async function insertErasure(ctx: Context, row: typeof erasures.$inferInsert): Promise<void> {
  await ctx.db.insert(erasures).values(row)
}

export async function selectOptionalWaiting(ctx: Context, personId: Id<'person'>) {
  const [row] = await ctx.db
    .select()
    .from(erasures)
    .where(and(eq(erasures.personId, personId), waiting))
  return row ?? null
}

/** Holds an erasure that nobody took back and that is not done; null otherwise. */
export async function lockOptionalErasure(ctx: Context, id: Id<'erasure'>) {
  const [row] = await ctx.db
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, id), waiting))
    .for('update')
  return row ?? null
}

export async function markCancelled(ctx: Context, id: Id<'erasure'>): Promise<void> {
  await ctx.db.update(erasures).set({ cancelledAt: ctx.now }).where(eq(erasures.id, id))
}

export async function markErased(ctx: Context, id: Id<'erasure'>): Promise<void> {
  await ctx.db.update(erasures).set({ erasedAt: ctx.now }).where(eq(erasures.id, id))
}

export async function deleteExportsOf(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.delete(personExports).where(eq(personExports.personId, personId))
}

/**
 * Deletes those of the contents that nothing needs any more: no content, no file, no saved version, and no submission of
 * somebody who is not erased or on which a credential rests, whether by its manifest or by a file that stands in one.
 */
export async function deleteUnreferencedBlobs(ctx: Context, digests: readonly string[]): Promise<number> {
  if (digests.length === 0) return 0
  const { rowCount } = await ctx.db.execute(sql`
    with candidate as (select unnest(${sql.param([...digests])}::text[]) as digest),
    needed as (
      select s.snapshot_digest as digest from submissions s join attempts a on a.id = s.attempt_id
      where not exists (select 1 from erasures e where e.person_id = a.learner_id and e.erased_at is not null)
        or exists (select 1 from credentials c where c.submission_id = s.id and c.revoked_at is null
          and c.expires_at > ${ctx.now})),
    inside as (
      select entry.value as digest from (select distinct digest from needed) n join blobs b using (digest),
        jsonb_each_text(convert_from(b.bytes, 'utf8')::jsonb) entry)
    delete from blobs where digest in (select digest from candidate
      where not exists (select 1 from needed n where n.digest = candidate.digest)
        and not exists (select 1 from inside i where i.digest = candidate.digest)
        and not exists (select 1 from content_files f where f.blob_digest = candidate.digest)
        and not exists (select 1 from workspace_saves w where w.blob_digest = candidate.digest)
        and not exists (select 1 from lab_draft_saves d where d.blob_digest = candidate.digest)
        and not exists (select 1 from workspace_files w
          where w.blob_digest = candidate.digest or w.starter_digest = candidate.digest))`)
  return rowCount ?? 0
}

/** Snapshots of erased people that were kept for a credential which no longer stands. */
export async function listLapsedSnapshots(ctx: Context): Promise<string[]> {
  const { rows } = await ctx.db.execute<{ digest: string }>(sql`
    select distinct s.snapshot_digest as digest from submissions s
    join attempts a on a.id = s.attempt_id
    join erasures e on e.person_id = a.learner_id and e.erased_at is not null
    join credentials c on c.submission_id = s.id
    join blobs b on b.digest = s.snapshot_digest
    where not exists (select 1 from credentials other where other.submission_id = s.id and other.revoked_at is null
      and other.expires_at > ${ctx.now})`)
  return rows.map(({ digest }) => digest)
}
