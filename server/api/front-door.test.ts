import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { useEnv } from '../platform/testing/env.ts'
import { peerOf } from './front-door.ts'

useEnv(() => ({ TERAKOYA_MODE: 'production' }))

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  peerOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage)

test.each([
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['::1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['::ffff:127.0.0.1', ' 2001:db8::7 ', '2001:db8::7'],
  ['127.0.0.1', '203.0.113.7, somebody', '127.0.0.1'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  [undefined, '198.51.100.1', 'unknown'],
])('a connection of %s with X-Forwarded-For %s counts as %s', (near, forwarded, peer) => {
  expect(from(near, forwarded)).toBe(peer)
})
