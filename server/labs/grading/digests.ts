import { createHash } from 'node:crypto'
import { canonicalJson } from '../../platform/canonical.ts'
import type { FileMap } from '../sandbox/workspace.ts'

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Digest of a folder: of its paths in code unit order, each with the digest of its bytes. */
export function filesDigest(files: FileMap): string {
  const manifest = [...files]
    .map(([path, bytes]) => [path, sha256(bytes)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256(canonicalJson(manifest))
}

export const valueDigest = (value: unknown) => sha256(canonicalJson(value))
