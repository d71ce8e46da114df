import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each([
  ['/learn', '/learn'],
  ['/learn/results?page=2#top', '/learn/results?page=2#top'],
  ['/find?q=//elsewhere', '/find?q=//elsewhere'],
])('%j is an address of this site', (next, path) => {
  expect(ownPath(next)).toBe(path)
})

test.each([
  ...['//host', '/\\host', '/\t/host', '/\n/host', '/\r\n/host', '/\t\\host', '/.//host', '/x/..//host'],
  ...['https://host', 'host', '', '/sign-in', '/sign-in?next=/x', ['/learn'], undefined],
])('%j is none', (next) => {
  expect(ownPath(next)).toBeNull()
})
