import { createHash } from 'node:crypto'

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** SHA-256 over the sorted list of `<sha256 of bytes>  <path>` lines; the same content gives the same digest anywhere. */
export function digestFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [...files].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
  return sha256(lines.sort((a, b) => compare(a.slice(66), b.slice(66))).join(''))
}

// Code units, not the reader's locale: the order must not depend on the machine.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** JSON with sorted keys, so that the order in which an author wrote fields is not part of a digest. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compare(a, b)))
      : inner,
  )
}

export const digestOf = (value: unknown): string => sha256(canonicalJson(value))
