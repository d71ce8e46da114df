import { asc, eq, getTableColumns } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonFile, PersonTables } from '../platform/person-data.ts'
import { workspaceFiles, workspaceSaves, workspaces } from './schema.ts'

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
    tables: { workspaces: rooms, workspace_files: files, workspace_saves: saves },
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
