import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { insertStarterFiles, insertWorkspace, selectLabVersion } from './queries.ts'
import { callRunner } from './runner-client.ts'

/** What a lab's generator makes of the params key: files laid over the starter. */
export interface GeneratedWorld {
  files: Record<string, string>
}

/** Runs the lab's generator in a sandbox of the runner. Network: never inside a transaction. @throws AppError `unavailable` */
export async function generateWorld(versionId: Id<'contentVersion'>, paramsKey: Buffer): Promise<GeneratedWorld> {
  return callRunner<GeneratedWorld>('generate', { versionId, paramsKey: paramsKey.toString('hex') })
}

export interface OpenWorkspaceSpec {
  learnerId: Id<'person'>
  versionId: Id<'contentVersion'>
  mode: 'practice' | 'proctored'
  paramsKey: Buffer
  closesAt: Date | null
  sessionId: Id<'session'> | null
  world: GeneratedWorld
}

/** Writes a workspace with starter and generated files; call inside the transaction that opens the attempt. */
export async function openWorkspace(ctx: Context, spec: OpenWorkspaceSpec): Promise<Id<'workspace'>> {
  const { world, ...row } = spec
  const { files } = await selectLabVersion(ctx, spec.versionId)
  const digests = new Map<string, string>()
  for (const [path, file] of files) {
    if (path.startsWith('starter/')) digests.set(path.slice('starter/'.length), file.digest)
  }
  for (const [path, text] of Object.entries(world.files)) digests.set(path, await putBlob(ctx, Buffer.from(text)))

  const id = newId<'workspace'>()
  await insertWorkspace(ctx, { id, ...row, revision: 1, createdAt: ctx.now })
  await insertStarterFiles(
    ctx,
    [...digests].map(([path, digest]) => ({
      workspaceId: id,
      path,
      blobDigest: digest,
      starterDigest: digest,
      revision: 1,
      savedAt: ctx.now,
      source: 'starter' as const,
    })),
  )
  return id
}
