import { asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonFile, PersonTables } from '../platform/person-data.ts'
import {
  labDraftJobs,
  labDraftSaves,
  labDrafts,
  labPublications,
  workspaceFiles,
  workspaceSaves,
  workspaces,
} from './schema.ts'

/** What a person did in the studio. The labs themselves belong to the organisation. */
async function exportOfStudio(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const { result: _result, progress: _progress, ...job } = getTableColumns(labDraftJobs)
  const [drafts, saves, jobs, publications] = await Promise.all([
    ctx.db.select().from(labDrafts).where(eq(labDrafts.createdBy, personId)),
    ctx.db.select().from(labDraftSaves).where(eq(labDraftSaves.savedBy, personId)).orderBy(asc(labDraftSaves.savedAt)),
    ctx.db.select(job).from(labDraftJobs).where(eq(labDraftJobs.requestedBy, personId)),
    ctx.db.select().from(labPublications).where(eq(labPublications.publishedBy, personId)),
  ])
  return { lab_drafts: drafts, lab_draft_saves: saves, lab_draft_jobs: jobs, lab_publications: publications }
}

/** A person's workspaces with every version they saved, and the files themselves; who may ask is for the caller. */
export async function exportOfLabs(
  ctx: Context,
  personId: Id<'person'>,
): Promise<{ tables: PersonTables; files: PersonFile[] }> {
  const { paramsKey: _key, ...workspace } = getTableColumns(workspaces)
  const [rooms, files, saves] = await Promise.all([
    ctx.db.select(workspace).from(workspaces).where(eq(workspaces.learnerId, personId)),
    ctx.db
      .select(getTableColumns(workspaceFiles))
      .from(workspaceFiles)
      .innerJoin(workspaces, eq(workspaces.id, workspaceFiles.workspaceId))
      .where(eq(workspaces.learnerId, personId)),
    ctx.db
      .select(getTableColumns(workspaceSaves))
      .from(workspaceSaves)
      .innerJoin(workspaces, eq(workspaces.id, workspaceSaves.workspaceId))
      .where(eq(workspaces.learnerId, personId))
      .orderBy(asc(workspaceSaves.savedAt)),
  ])
  return {
    tables: {
      ...{ workspaces: rooms, workspace_files: files, workspace_saves: saves },
      ...(await exportOfStudio(ctx, personId)),
    },
    files: [
      ...files.flatMap(({ workspaceId, path, blobDigest }) =>
        blobDigest ? [{ path: `workspaces/${workspaceId}/${path}`, digest: blobDigest }] : [],
      ),
      ...[...new Set(saves.flatMap((save) => save.blobDigest ?? []))].map((digest) => ({
        path: `versions/${digest}`,
        digest,
      })),
    ],
  }
}

export async function listWorkspaceIds(ctx: Context, personId: Id<'person'>): Promise<Id<'workspace'>[]> {
  const rows = await ctx.db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.learnerId, personId))
  return rows.map(({ id }) => id)
}

/** Takes every file and saved version of a person and says which contents they had. Saves go only when an erasure is due. */
export async function eraseLabs(ctx: Context, personId: Id<'person'>): Promise<string[]> {
  const mine = await listWorkspaceIds(ctx, personId)
  const { rows } = await ctx.db.execute<{ digest: string }>(sql`
    select f.blob_digest as digest from workspace_files f join workspaces w on w.id = f.workspace_id
      where w.learner_id = ${personId} and f.blob_digest is not null
    union select s.blob_digest from workspace_saves s join workspaces w on w.id = s.workspace_id
      where w.learner_id = ${personId} and s.blob_digest is not null`)
  await ctx.db.delete(workspaceFiles).where(inArray(workspaceFiles.workspaceId, mine))
  await ctx.db.execute(sql`select terakoya_erase_saves(${personId})`)
  await ctx.db
    .update(workspaces)
    .set({ closedAt: sql`coalesce(${workspaces.closedAt}, ${ctx.now})`, sessionId: null })
    .where(inArray(workspaces.id, mine))
  return rows.map(({ digest }) => digest)
}
