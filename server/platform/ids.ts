import { createHash, randomBytes } from 'node:crypto'

/** A branded UUIDv7: sorts by creation time, 74 random bits. */
export type Id<Brand extends string> = string & { readonly __brand: Brand }

/** @see RFC 9562 §5.7 */
export function newId<Brand extends string>(now: number = Date.now()): Id<Brand> {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Brand>
}

/** The same id for the same parts, for rows that a repeated job must not write twice. */
export function derivedId<Brand extends string>(...parts: string[]): Id<Brand> {
  const bytes = createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Brand>
}

/** 256 random bits for a link or a cookie; only its digest is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function digestOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
