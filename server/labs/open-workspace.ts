import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { holdLimit, readLimits } from '../platform/quotas.ts'
import { insertStarterFiles, insertWorkspace, selectLabVersion, selectStorage } from './queries.ts'
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
  /** Whose limits it counts towards. */
  organisationId: Id<'organisation'> | null
  versionId: Id<'contentVersion'>
  mode: 'practice' | 'proctored'
  paramsKey: Buffer
  closesAt: Date | null
  sessionId: Id<'session'> | null
  world: GeneratedWorld
}

const MEGABYTE = 1_000_000

/** A proctored attempt is never stopped for room: somebody admitted the learner, and the clock runs. */
async function requireStorage(ctx: Context, organisationId: Id<'organisation'>): Promise<void> {
  const megabytes = await holdLimit(ctx, 'storage', organisationId, organisationId)
  if ((await selectStorage(ctx, organisationId)) >= megabytes * MEGABYTE)
    throw new AppError('precondition_failed', { reason: 'quotaStorage', params: { megabytes } })
}

/** Writes a workspace with starter and generated files; call inside the transaction that opens the attempt. @throws AppError `precondition_failed` (quotaStorage) */
export async function openWorkspace(ctx: Context, spec: OpenWorkspaceSpec): Promise<Id<'workspace'>> {
  const { world, ...row } = spec
  if (row.organisationId && row.mode === 'practice') await requireStorage(ctx, row.organisationId)
  const { workspace } = await readLimits(ctx, row.organisationId)
  const { files } = await selectLabVersion(ctx, spec.versionId)
  const digests = new Map<string, string>()
  for (const [path, file] of files) {
    if (path.startsWith('starter/')) digests.set(path.slice('starter/'.length), file.digest)
  }
  for (const [path, text] of Object.entries(world.files)) digests.set(path, await putBlob(ctx, Buffer.from(text)))

  const id = newId<'workspace'>()
  const maxBytes = workspace.value * MEGABYTE
  await insertWorkspace(ctx, { id, ...row, maxBytes, revision: 1, createdAt: ctx.now })
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
