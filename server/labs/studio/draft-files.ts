import { getBlobs } from '../../platform/blobs.ts'
import { canonicalJson } from '../../platform/canonical.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { digestOf } from '../../platform/ids.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import type { DraftFile } from '../studio-queries.ts'
import { DRAFT_LIMITS } from './inputs.ts'

/** Path → digest of each file: what exactly is run, proven and published. */
export type Manifest = Record<string, string>

const PLACES =
  /^(lab\.yaml|README\.(en|ja)\.md|(starter|solution|checks|world)\/.+|wrong\/[a-z0-9]+(-[a-z0-9]+)*\/.+)$/u
const NAME = /^(?!\.{1,2}$)[^\\\p{Cc}\p{Cf}]+$/u
const NAME_BYTES = 100
const PATH_BYTES = 200
const DEPTH = 8
/** Read by the site itself and not only inside sandboxes. */
const READ_HERE = /(^lab|^wrong\/[^/]+\/wrong)\.yaml$|^README\./

/** @throws AppError `invalid_input` (draftPath): a place where a lab has no files, or a name that cannot be */
export function requireDraftPath(path: string): void {
  const names = path.split('/')
  const isName = (name: string) => NAME.test(name) && Buffer.byteLength(name) <= NAME_BYTES
  const isPath = path.isWellFormed() && names.length <= DEPTH && Buffer.byteLength(path) <= PATH_BYTES
  if (!isPath || !names.every(isName) || !PLACES.test(path))
    throw new AppError('invalid_input', { reason: 'draftPath', params: { path: path.slice(0, 120) } })
}

/** @throws AppError `too_large` (draftFileTooLarge, draftTooManyFiles, draftFull) */
export function requireRoom(
  file: { path: string; bytes: number; bytesBefore: number | null },
  usage: { files: number; bytes: number },
): void {
  const max = READ_HERE.test(file.path) ? DRAFT_LIMITS.readBytes : DRAFT_LIMITS.fileBytes
  if (file.bytes > max)
    throw new AppError('too_large', {
      reason: 'draftFileTooLarge',
      params: { path: file.path, kilobytes: Math.floor(max / 1_000) },
    })
  if (file.bytesBefore === null && usage.files >= DRAFT_LIMITS.files)
    throw new AppError('too_large', { reason: 'draftTooManyFiles', params: { max: DRAFT_LIMITS.files } })
  if (usage.bytes - (file.bytesBefore ?? 0) + file.bytes > DRAFT_LIMITS.totalBytes)
    throw new AppError('too_large', {
      reason: 'draftFull',
      params: { megabytes: DRAFT_LIMITS.totalBytes / 1_000_000 },
    })
}

export const manifestOf = (files: readonly Pick<DraftFile, 'path' | 'blobDigest'>[]): Manifest =>
  Object.fromEntries(files.flatMap(({ path, blobDigest }) => (blobDigest ? [[path, blobDigest]] : [])))

export const manifestDigestOf = (manifest: Manifest): string => digestOf(canonicalJson(manifest))

export async function filesOfManifest(ctx: Context, manifest: Manifest): Promise<FileMap & Map<string, Uint8Array>> {
  const blobs = await getBlobs(ctx, Object.values(manifest))
  return new Map(Object.entries(manifest).map(([path, digest]) => [path, blobs.get(digest)!]))
}

/** @throws AppError `not_found` */
export async function readManifest(ctx: Context, digest: string): Promise<Manifest> {
  const blob = (await getBlobs(ctx, [digest])).get(digest)
  if (!blob) throw new AppError('not_found')
  return JSON.parse(blob.toString()) as Manifest
}
