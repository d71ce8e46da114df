import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../../../../../server/labs/harness/random.ts'
import { type Marks, makeJpeg, makePdf } from '../world/media.ts'
import { drawRoom, type Room, spellings } from '../world/room.ts'
import { findsCanary } from './search.ts'

const NEUTRAL: Marks = {
  ...{ name: 'x', author: 'x', comment: 'x', xmp: 'x', earlier: 'x', trailer: 'x', taken: '2001:01:01 01:01:01' },
}
const MARK = 'yamada-7731004'
const random = () => randomStream('00'.repeat(32), 'search')
const room = (canaries: string[]): Room => ({ ...drawRoom(random()), media: [], calls: [], canaries })
const found = (bytes: Buffer, name = 'media-001.jpg') =>
  findsCanary(room([MARK, spellings(MARK)[1]!]), [{ name, modified: 0, bytes, isUnread: false }], 'r')

describe.each([
  ['JPEG', makeJpeg],
  ['PDF', makePdf],
])('in a %s', (_kind, make) => {
  test('nothing is found where nothing is', () => {
    expect(found(Buffer.from(make(random(), NEUTRAL).bytes, 'base64'))).toBe(false)
  })

  const places = ['author', 'comment', 'xmp', 'earlier', 'trailer'] as const
  test.each(places.flatMap((place) => spellings(MARK).map((spelt) => [place, spelt])))('%s says %s', (place, spelt) => {
    expect(found(Buffer.from(make(random(), { ...NEUTRAL, [place]: spelt }).bytes, 'base64'))).toBe(true)
  })
})

test.each([
  ['as it is', `a,${MARK},b`],
  ['encoded', `{"x":"${Buffer.from(`say ${MARK} again`).toString('base64')}"}`],
  ['in hexadecimal', Buffer.from(MARK).toString('hex')],
  ['in half-width', 'x ﾔﾏﾀﾞ 7731004'],
])('in text, %s', (_form, text) => {
  expect(found(Buffer.from(text))).toBe(true)
})

test('in the name of a file', () => {
  expect(found(Buffer.alloc(0), 'letter_YAMADA_7731004.pdf')).toBe(true)
})

test('what is too large to be read is not clean', () => {
  const padded = { name: 'media-001.jpg', modified: 0, bytes: Buffer.alloc(0), isUnread: true }
  expect(findsCanary(room([MARK]), [padded], 'r')).toBe(true)
})

test('what inflates to more than can be searched is not clean, and fills no memory', () => {
  const bomb = Buffer.concat([Buffer.from('stream\n'), deflateSync(Buffer.alloc(3_000_000))])
  const files = Array.from({ length: 4 }, (_, at) => ({ name: `${at}.pdf`, modified: 0, bytes: bomb, isUnread: false }))
  expect(findsCanary(room([MARK]), files, 'r')).toBe(true)
})
