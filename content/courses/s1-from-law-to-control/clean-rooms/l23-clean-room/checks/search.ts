import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import type { Room } from '../world/room.ts'
import type { Released } from './visit.ts'

/** Of all streams of a release: what inflates to more cannot be searched, and is no clean release. */
const MAX_INFLATED = 8_000_000
const MAX_STREAMS = 400
const MAX_PIECES = 200

/** What may still be inflated; spent by every stream of every file. */
interface Budget {
  bytes: number
  streams: number
}

/** One spelling for all: widths, case, and what people put between letters and digits. Lines and fields stay apart. */
const squeeze = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ \t\-_.:/()+−–—ー]/gu, '')

/** Everything that could be read out of a file: its bytes as texts, its streams inflated, and what is encoded in either. */
function textsOf(bytes: Buffer, budget: Budget): string[] {
  const streams = inflated(bytes, budget)
  const plain = [bytes, ...streams].flatMap(readings)
  const hidden = plain.flatMap((text) => [...decoded(text, 'base64'), ...decoded(text, 'hex')])
  return [...plain, ...hidden.slice(0, MAX_PIECES).flatMap(readings)]
}

const readings = (bytes: Buffer): string[] => [
  bytes.toString('utf8'),
  ...[bytes, bytes.subarray(1)].flatMap((from) => {
    const even = Buffer.from(from.subarray(0, from.length - (from.length % 2)))
    return [even.toString('utf16le'), even.swap16().toString('utf16le')]
  }),
]

function inflated(bytes: Buffer, budget: Budget): Buffer[] {
  const found: Buffer[] = []
  for (let at = bytes.indexOf('stream'); at >= 0 && budget.bytes > 0; at = bytes.indexOf('stream', at + 6)) {
    const start = bytes[at + 6] === 13 ? at + 8 : at + 7
    try {
      const stream = inflateSync(bytes.subarray(start), { maxOutputLength: budget.bytes })
      found.push(stream)
      budget.bytes -= stream.length
      if (--budget.streams < 0) budget.bytes = 0
    } catch (error) {
      // Else it is not compressed, or the end of a stream.
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') budget.bytes = 0
    }
  }
  return found
}

function decoded(text: string, encoding: 'base64' | 'hex'): Buffer[] {
  const pattern = encoding === 'base64' ? /[A-Za-z0-9+/_-]{12,}/g : /(?:[0-9a-fA-F]{2}){8,}/g
  return [...text.matchAll(pattern)].slice(0, MAX_PIECES).map(([run]) => Buffer.from(run, encoding))
}

/** Whether anything of a person can be read out of a release, or tried out: numbers are few enough to try them all. */
export function findsCanary(room: Room, files: readonly Released[], release: string): boolean {
  const keys = room.canaries.map(squeeze)
  const times = room.calls.map(({ written }) => String(written.at).slice(11, 19))
  const budget: Budget = { bytes: MAX_INFLATED, streams: MAX_STREAMS }
  for (const { name, bytes, modified, isUnread } of files) {
    const texts = textsOf(bytes, budget)
    // What cannot be searched whole may hold anything.
    if (isUnread || budget.bytes <= 0) return true
    for (const text of [name, ...texts]) {
      const squeezed = squeeze(text)
      if (keys.some((key) => squeezed.includes(key))) return true
      if (times.some((time) => text.includes(time))) return true
    }
    if (room.media.some((medium) => medium.modified === Math.floor(modified))) return true
  }
  const table =
    files
      .find((file) => file.name === 'rows.csv')
      ?.bytes.toString('utf8')
      .toLowerCase() ?? ''
  return guessesOf(room, release).some((guess) => table.includes(guess))
}

/** The beginnings of plain digests of every number, with and without the name of the release. */
function guessesOf(room: Room, release: string): string[] {
  const numbers = new Set(room.calls.map(({ truth }) => truth.number))
  const inputs = [...numbers].flatMap((number) => [
    number,
    ...['', ':', '/', '-', '|'].flatMap((joint) => [`${release}${joint}${number}`, `${number}${joint}${release}`]),
  ])
  return inputs.flatMap((input) =>
    ['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(input).digest('hex').slice(0, 8)),
  )
}
