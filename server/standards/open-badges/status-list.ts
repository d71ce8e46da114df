import { gunzipSync, gzipSync } from 'node:zlib'
import { CREDENTIALS_V2 } from './document-loader.ts'

/** The least number of entries, so that an index tells little about whom it belongs to. @see Bitstring Status List v1.0 §3.1 */
export const STATUS_LIST_BITS = 131_072

export function emptyBits(): Buffer {
  return Buffer.alloc(STATUS_LIST_BITS / 8)
}

/** Index 0 is the left-most bit. */
export function readBit(bits: Uint8Array, index: number): boolean {
  return (bits[index >> 3]! & (0x80 >> (index & 7))) !== 0
}

export function withBit(bits: Uint8Array, index: number): Buffer {
  const copy = Buffer.from(bits)
  copy[index >> 3]! |= 0x80 >> (index & 7)
  return copy
}

/** Multibase base64url of the gzipped bits. */
export function encodeBits(bits: Uint8Array): string {
  return `u${gzipSync(bits).toString('base64url')}`
}

/** @throws Error when it is not a gzipped bitstring of at least the least size, or would unpack to more than 16 MiB */
export function decodeBits(encoded: string): Buffer {
  if (!encoded.startsWith('u')) throw new Error('A status list is multibase base64url: it starts with "u"')
  const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: 16 * 1024 * 1024 })
  if (bits.byteLength * 8 < STATUS_LIST_BITS) throw new Error(`A status list has at least ${STATUS_LIST_BITS} entries`)
  return bits
}

export function statusListCredential(options: {
  id: string
  issuer: string
  bits: Uint8Array
  validFrom: Date
  validUntil: Date
}) {
  const { id, issuer, bits, validFrom, validUntil } = options
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: isoSeconds(validFrom),
    validUntil: isoSeconds(validUntil),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeBits(bits),
    },
  }
}

/** XML Schema dateTime without fractions, as wallets expect it. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
