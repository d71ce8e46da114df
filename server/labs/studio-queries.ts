import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { activities } from '../catalog/schema.ts'
import { organisations, people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { blobs } from '../platform/schema.ts'
import { labDraftFiles, labDraftJobs, labDraftSaves, labDrafts, labPublications } from './schema.ts'

export type Draft = typeof labDrafts.$inferSelect
export type DraftFile = typeof labDraftFiles.$inferSelect
export type DraftJob = typeof labDraftJobs.$inferSelect
export type Publication = typeof labPublications.$inferSelect

/** @throws AppError `not_found` */
export async function selectDraft(ctx: Context, id: Id<'labDraft'>): Promise<Draft> {
  const draft = await selectOptionalDraft(ctx, id)
  if (!draft) throw new AppError('not_found')
  return draft
}

export async function selectOptionalDraft(ctx: Context, id: Id<'labDraft'>): Promise<Draft | null> {
  const [row] = await ctx.db.select().from(labDrafts).where(eq(labDrafts.id, id))
  return row ?? null
}

/** The same, held until the transaction ends. */
export async function lockDraft(ctx: Context, id: Id<'labDraft'>): Promise<Draft> {
  const [row] = await ctx.db.select().from(labDrafts).where(eq(labDrafts.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function listDraftsOf(ctx: Context, organisationIds: readonly Id<'organisation'>[]) {
  return ctx.db
    .select({ draft: labDrafts, organisationNames: organisations.names, author: people.name })
    .from(labDrafts)
    .innerJoin(organisations, eq(organisations.id, labDrafts.organisationId))
    .leftJoin(people, eq(people.id, labDrafts.createdBy))
    .where(inArray(labDrafts.organisationId, [...organisationIds]))
    .orderBy(desc(labDrafts.changedAt))
}

export async function listOrganisationNames(ctx: Context, ids: readonly Id<'organisation'>[]) {
  return ctx.db
    .select({ id: organisations.id, names: organisations.names })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]))
    .orderBy(asc(organisations.slug))
}

/** False when the address is taken in the organisation. */
export async function insertDraft(ctx: Context, draft: typeof labDrafts.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(labDrafts).values(draft).onConflictDoNothing().returning({ id: labDrafts.id })
  return rows.length > 0
}

/** Held until the transaction ends: drafts begun at once do not choose the same code. */
export async function lockCodes(ctx: Context, organisationId: Id<'organisation'>): Promise<void> {
  const key = `draft-codes:${organisationId}`
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}

/** Codes of the catalogue and of what an organisation has itself. */
export async function listCodes(ctx: Context, organisationId: Id<'organisation'>): Promise<Set<string>> {
  const [known, mine] = await Promise.all([
    ctx.db.select({ code: activities.code }).from(activities).where(sql`${activities.code} like 'X%'`),
    ctx.db.select({ code: labDrafts.code }).from(labDrafts).where(eq(labDrafts.organisationId, organisationId)),
  ])
  return new Set([...known, ...mine].flatMap(({ code }) => code ?? []))
}

export async function listDraftFiles(ctx: Context, draftId: Id<'labDraft'>): Promise<DraftFile[]> {
  return ctx.db.select().from(labDraftFiles).where(eq(labDraftFiles.draftId, draftId)).orderBy(asc(labDraftFiles.path))
}

/** Paths and digests of several drafts. */
export async function listDraftFilesOf(ctx: Context, draftIds: readonly Id<'labDraft'>[]) {
  if (draftIds.length === 0) return []
  return ctx.db
    .select({ draftId: labDraftFiles.draftId, path: labDraftFiles.path, blobDigest: labDraftFiles.blobDigest })
    .from(labDraftFiles)
    .where(inArray(labDraftFiles.draftId, [...draftIds]))
}

export async function selectOptionalDraftFile(
  ctx: Context,
  draftId: Id<'labDraft'>,
  path: string,
): Promise<DraftFile | null> {
  const [row] = await ctx.db
    .select()
    .from(labDraftFiles)
    .where(and(eq(labDraftFiles.draftId, draftId), eq(labDraftFiles.path, path)))
  return row ?? null
}

export async function selectOptionalDraftSave(ctx: Context, id: Id<'save'>) {
  const [row] = await ctx.db.select().from(labDraftSaves).where(eq(labDraftSaves.id, id))
  return row ?? null
}

export interface DraftSave {
  id: Id<'save'>
  path: string
  blobDigest: string | null
  savedBy: Id<'person'>
}

/** Writes files at the next revision of their draft, which must be held, with their entries in the history. */
export async function writeDraftFiles(ctx: Context, draft: Draft, saves: readonly DraftSave[]): Promise<number> {
  const revision = draft.revision + 1
  const at = { draftId: draft.id, revision, savedAt: ctx.now }
  await ctx.db.update(labDrafts).set({ revision, changedAt: ctx.now }).where(eq(labDrafts.id, draft.id))
  await ctx.db.insert(labDraftSaves).values(saves.map((save) => ({ ...save, ...at })))
  await ctx.db
    .insert(labDraftFiles)
    .values(saves.map(({ path, blobDigest }) => ({ path, blobDigest, ...at })))
    .onConflictDoUpdate({
      target: [labDraftFiles.draftId, labDraftFiles.path],
      set: { blobDigest: sql`excluded.blob_digest`, revision, savedAt: ctx.now },
    })
  return revision
}

export async function updateDraft(
  ctx: Context,
  id: Id<'labDraft'>,
  set: Pick<Draft, 'titles' | 'code'>,
): Promise<void> {
  await ctx.db.update(labDrafts).set(set).where(eq(labDrafts.id, id))
}

export async function selectDraftUsage(
  ctx: Context,
  draftId: Id<'labDraft'>,
): Promise<{ files: number; bytes: number }> {
  const [row] = await ctx.db
    .select({ files: sql<number>`count(*)::int`, bytes: sql<number>`coalesce(sum(${blobs.size}), 0)::int` })
    .from(labDraftFiles)
    .innerJoin(blobs, eq(blobs.digest, labDraftFiles.blobDigest))
    .where(eq(labDraftFiles.draftId, draftId))
  return row!
}

/** Newest first. */
export async function listJobsOf(
  ctx: Context,
  draftIds: readonly Id<'labDraft'>[],
  limit: number,
): Promise<DraftJob[]> {
  if (draftIds.length === 0) return []
  return ctx.db
    .select()
    .from(labDraftJobs)
    .where(inArray(labDraftJobs.draftId, [...draftIds]))
    .orderBy(desc(labDraftJobs.queuedAt), desc(labDraftJobs.id))
    .limit(limit)
}

/** Of each draft: the proof that says its files of one manifest are proven, and what is under way. Without results. */
export async function listStandingJobs(ctx: Context, draftIds: readonly Id<'labDraft'>[]) {
  if (draftIds.length === 0) return []
  return ctx.db
    .select({
      draftId: labDraftJobs.draftId,
      kind: labDraftJobs.kind,
      manifestDigest: labDraftJobs.manifestDigest,
      finishedAt: labDraftJobs.finishedAt,
      isProven: labDraftJobs.isProven,
    })
    .from(labDraftJobs)
    .where(
      and(
        inArray(labDraftJobs.draftId, [...draftIds]),
        eq(labDraftJobs.kind, 'prove'),
        sql`(${labDraftJobs.finishedAt} is null or ${labDraftJobs.isProven})`,
      ),
    )
}

export async function selectJob(ctx: Context, id: Id<'labDraftJob'>): Promise<DraftJob> {
  const job = await selectOptionalJob(ctx, id)
  if (!job) throw new AppError('not_found')
  return job
}

export async function selectOptionalJob(ctx: Context, id: Id<'labDraftJob'>): Promise<DraftJob | null> {
  const [row] = await ctx.db.select().from(labDraftJobs).where(eq(labDraftJobs.id, id))
  return row ?? null
}

export async function selectOptionalLiveJob(ctx: Context, draftId: Id<'labDraft'>): Promise<DraftJob | null> {
  const [row] = await ctx.db
    .select()
    .from(labDraftJobs)
    .where(and(eq(labDraftJobs.draftId, draftId), isNull(labDraftJobs.finishedAt)))
  return row ?? null
}

/** The newest proof that these very files are proven. */
export async function selectOptionalProofJob(
  ctx: Context,
  draftId: Id<'labDraft'>,
  manifestDigest: string,
): Promise<DraftJob | null> {
  const [row] = await ctx.db
    .select()
    .from(labDraftJobs)
    .where(
      and(
        eq(labDraftJobs.draftId, draftId),
        eq(labDraftJobs.manifestDigest, manifestDigest),
        eq(labDraftJobs.kind, 'prove'),
        eq(labDraftJobs.isProven, true),
      ),
    )
    .orderBy(desc(labDraftJobs.finishedAt))
    .limit(1)
  return row ?? null
}

export async function countJobsBeforeDraft(ctx: Context, queuedAt: Date): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(labDraftJobs)
    .where(
      and(isNull(labDraftJobs.finishedAt), isNull(labDraftJobs.leasedAt), sql`${labDraftJobs.queuedAt} < ${queuedAt}`),
    )
  return row!.count
}

/** Ends a job that has no result; whoever works on it finds out when they renew their lease. */
export async function cancelJobRow(ctx: Context, id: Id<'labDraftJob'>): Promise<boolean> {
  const rows = await ctx.db
    .update(labDraftJobs)
    .set({ finishedAt: ctx.now, outcome: 'cancelled' })
    .where(and(eq(labDraftJobs.id, id), isNull(labDraftJobs.finishedAt)))
    .returning({ id: labDraftJobs.id })
  return rows.length > 0
}

/** Newest first. */
export async function listPublications(ctx: Context, draftIds: readonly Id<'labDraft'>[]) {
  if (draftIds.length === 0) return []
  return ctx.db
    .select({ publication: labPublications, publisher: people.name })
    .from(labPublications)
    .leftJoin(people, eq(people.id, labPublications.publishedBy))
    .where(inArray(labPublications.draftId, [...draftIds]))
    .orderBy(desc(labPublications.number))
}

/** @throws AppError `not_found` */
export async function selectPublication(ctx: Context, draftId: Id<'labDraft'>, number: number): Promise<Publication> {
  const [row] = await ctx.db
    .select()
    .from(labPublications)
    .where(and(eq(labPublications.draftId, draftId), eq(labPublications.number, number)))
  if (!row) throw new AppError('not_found')
  return row
}

export async function insertPublication(ctx: Context, row: Publication): Promise<void> {
  await ctx.db.insert(labPublications).values(row)
}
