import { and, asc, desc, eq, gt, isNull, notInArray, or, sql } from 'drizzle-orm'
import { activities, contentFiles, contentVersions } from '../catalog/schema.ts'
import { organisations } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { blobs } from '../platform/schema.ts'
import { labProofs, workspaceFiles, workspaceSaves, workspaces } from './schema.ts'

export type Workspace = typeof workspaces.$inferSelect
export type WorkspaceFile = typeof workspaceFiles.$inferSelect
export type SaveSource = (typeof workspaceSaves.$inferSelect)['source']

/** @throws AppError `not_found` */
export async function selectWorkspace(ctx: Context, id: Id<'workspace'>): Promise<Workspace> {
  const [row] = await ctx.db.select().from(workspaces).where(eq(workspaces.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** The same, held until the transaction ends: saves of one workspace go one after another. */
export async function lockWorkspace(ctx: Context, id: Id<'workspace'>): Promise<Workspace> {
  const [row] = await ctx.db.select().from(workspaces).where(eq(workspaces.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function insertWorkspace(ctx: Context, workspace: typeof workspaces.$inferInsert): Promise<void> {
  await ctx.db.insert(workspaces).values(workspace)
}

export async function insertStarterFiles(ctx: Context, files: (typeof workspaceFiles.$inferInsert)[]): Promise<void> {
  if (files.length > 0) await ctx.db.insert(workspaceFiles).values(files)
}

export async function closeWorkspaceRow(ctx: Context, id: Id<'workspace'>): Promise<void> {
  await ctx.db
    .update(workspaces)
    .set({ closedAt: ctx.now })
    .where(and(eq(workspaces.id, id), isNull(workspaces.closedAt)))
}

/** Takes a workspace for a session. False when another one holds it. */
export async function claimForSession(ctx: Context, id: Id<'workspace'>, sessionId: Id<'session'>): Promise<boolean> {
  const isFree = or(isNull(workspaces.sessionId), eq(workspaces.sessionId, sessionId))
  const { rowCount } = await ctx.db
    .update(workspaces)
    .set({ sessionId })
    .where(and(eq(workspaces.id, id), isFree))
  return rowCount === 1
}

export async function releaseFromSession(ctx: Context, id: Id<'workspace'>): Promise<void> {
  await ctx.db.update(workspaces).set({ sessionId: null }).where(eq(workspaces.id, id))
}

export async function listFiles(ctx: Context, workspaceId: Id<'workspace'>): Promise<WorkspaceFile[]> {
  return ctx.db
    .select()
    .from(workspaceFiles)
    .where(eq(workspaceFiles.workspaceId, workspaceId))
    .orderBy(asc(workspaceFiles.path))
}

/** Files with their bytes, changed after `revision`; null bytes mean deleted. */
export async function listFilesSince(ctx: Context, workspaceId: Id<'workspace'>, revision: number) {
  return ctx.db
    .select({
      path: workspaceFiles.path,
      revision: workspaceFiles.revision,
      digest: workspaceFiles.blobDigest,
      bytes: blobs.bytes,
    })
    .from(workspaceFiles)
    .leftJoin(blobs, eq(blobs.digest, workspaceFiles.blobDigest))
    .where(and(eq(workspaceFiles.workspaceId, workspaceId), gt(workspaceFiles.revision, revision)))
    .orderBy(asc(workspaceFiles.path))
}

export async function selectOptionalFile(
  ctx: Context,
  workspaceId: Id<'workspace'>,
  path: string,
): Promise<WorkspaceFile | null> {
  const [row] = await ctx.db
    .select()
    .from(workspaceFiles)
    .where(and(eq(workspaceFiles.workspaceId, workspaceId), eq(workspaceFiles.path, path)))
  return row ?? null
}

export async function selectOptionalSave(ctx: Context, saveId: Id<'save'>) {
  const [row] = await ctx.db.select().from(workspaceSaves).where(eq(workspaceSaves.id, saveId))
  return row ?? null
}

/** Writes a file at the next revision of its workspace, with its entry in the history. Returns the revision. */
export async function writeFileRow(
  ctx: Context,
  workspace: Workspace,
  save: { id: Id<'save'>; path: string; blobDigest: string | null; source: SaveSource },
): Promise<number> {
  const { rows } = await ctx.db.execute<{ revision: number }>(
    sql`update workspaces set revision = revision + 1 where id = ${workspace.id} returning revision`,
  )
  const { revision } = rows[0]!
  const { id, path, blobDigest, source } = save
  await ctx.db
    .insert(workspaceSaves)
    .values({ id, workspaceId: workspace.id, path, blobDigest, revision, source, savedAt: ctx.now })
  await ctx.db
    .insert(workspaceFiles)
    .values({ workspaceId: workspace.id, path, blobDigest, revision, savedAt: ctx.now, source })
    .onConflictDoUpdate({
      target: [workspaceFiles.workspaceId, workspaceFiles.path],
      set: { blobDigest, revision, savedAt: ctx.now, source },
    })
  return revision
}

export async function selectUsage(
  ctx: Context,
  workspaceId: Id<'workspace'>,
): Promise<{ files: number; bytes: number }> {
  const { rows } = await ctx.db.execute<{ files: string; bytes: string }>(sql`
    select count(*) as files, coalesce(sum(b.size), 0) as bytes
    from workspace_files f join blobs b on b.digest = f.blob_digest where f.workspace_id = ${workspaceId}`)
  return { files: Number(rows[0]!.files), bytes: Number(rows[0]!.bytes) }
}

/** Bytes of the files, as they are now, in every workspace that counts towards an organisation. */
export async function selectStorage(ctx: Context, organisationId: Id<'organisation'>): Promise<number> {
  const { rows } = await ctx.db.execute<{ bytes: string }>(sql`
    select coalesce(sum(b.size), 0) as bytes from workspaces w
    join workspace_files f on f.workspace_id = w.id join blobs b on b.digest = f.blob_digest
    where w.organisation_id = ${organisationId}`)
  return Number(rows[0]!.bytes)
}

/** The same of every organisation that has any. */
export async function listStorage(ctx: Context): Promise<Map<Id<'organisation'>, number>> {
  const { rows } = await ctx.db.execute<{ organisation_id: Id<'organisation'>; bytes: string }>(sql`
    select w.organisation_id, sum(b.size) as bytes from workspaces w
    join workspace_files f on f.workspace_id = w.id join blobs b on b.digest = f.blob_digest
    where w.organisation_id is not null group by 1`)
  return new Map(rows.map((row) => [row.organisation_id, Number(row.bytes)]))
}

/** Gives open workspaces the size that holds now: of an organisation, or of all but those of some. */
export async function updateMaxBytes(
  ctx: Context,
  maxBytes: number,
  of: { organisationId: Id<'organisation'> } | { except: readonly Id<'organisation'>[] },
): Promise<void> {
  const which =
    'organisationId' in of
      ? eq(workspaces.organisationId, of.organisationId)
      : of.except.length > 0
        ? or(isNull(workspaces.organisationId), notInArray(workspaces.organisationId, [...of.except]))
        : undefined
  await ctx.db
    .update(workspaces)
    .set({ maxBytes })
    .where(and(isNull(workspaces.closedAt), which))
}

export async function listSaves(ctx: Context, workspaceId: Id<'workspace'>, path: string) {
  return ctx.db
    .select({
      revision: workspaceSaves.revision,
      source: workspaceSaves.source,
      savedAt: workspaceSaves.savedAt,
      digest: workspaceSaves.blobDigest,
    })
    .from(workspaceSaves)
    .where(and(eq(workspaceSaves.workspaceId, workspaceId), eq(workspaceSaves.path, path)))
    .orderBy(desc(workspaceSaves.revision))
    .limit(50)
}

/** A lab's immutable version with its files, for opening and grading. @throws AppError `not_found` */
export async function selectLabVersion(ctx: Context, versionId: Id<'contentVersion'>) {
  const [version] = await ctx.db.select().from(contentVersions).where(eq(contentVersions.id, versionId))
  if (!version) throw new AppError('not_found')
  const rows = await ctx.db
    .select({ path: contentFiles.path, bytes: blobs.bytes, digest: blobs.digest })
    .from(contentFiles)
    .innerJoin(blobs, eq(blobs.digest, contentFiles.blobDigest))
    .where(eq(contentFiles.versionId, versionId))
  return { version, files: new Map(rows.map((row) => [row.path, row])) }
}

export async function selectLabDefinitionRow(ctx: Context, versionId: Id<'contentVersion'>) {
  const [version] = await ctx.db.select().from(contentVersions).where(eq(contentVersions.id, versionId))
  if (!version) throw new AppError('not_found')
  return version
}

/** Names of the organisation that made the lab of a version; null: it is the catalogue's. */
export async function selectOptionalMaker(ctx: Context, versionId: Id<'contentVersion'>) {
  const [row] = await ctx.db
    .select({ names: organisations.names })
    .from(contentVersions)
    .innerJoin(activities, eq(activities.id, contentVersions.activityId))
    .innerJoin(organisations, eq(organisations.id, activities.ownerId))
    .where(eq(contentVersions.id, versionId))
  return row?.names ?? null
}

export async function insertProof(ctx: Context, proof: typeof labProofs.$inferInsert): Promise<void> {
  await ctx.db
    .insert(labProofs)
    .values(proof)
    .onConflictDoUpdate({
      target: [labProofs.contentDigest, labProofs.imageDigest],
      set: { seeds: proof.seeds, provenAt: proof.provenAt },
    })
}

export async function selectOptionalProof(ctx: Context, contentDigest: string) {
  const [row] = await ctx.db
    .select()
    .from(labProofs)
    .where(eq(labProofs.contentDigest, contentDigest))
    .orderBy(desc(labProofs.provenAt))
    .limit(1)
  return row ?? null
}
