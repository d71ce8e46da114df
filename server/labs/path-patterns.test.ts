import { expect, test } from 'vitest'
import { matchesPattern } from './path-patterns.ts'

test.each([
  ['policy/types.ts', 'policy/types.ts', true],
  ['policy/types.ts', 'policy/*.ts', true],
  ['policy/deep/types.ts', 'policy/*.ts', false],
  ['manifests/a/b.json', 'manifests/**', true],
  ['manifests', 'manifests/**', false],
  ['a/b/c.ts', '**/c.ts', true],
  ['ab', 'a', false],
  ['a.b', 'a?b', false],
  ['日本/a', '*/a', true],
  ['aXbXc', 'a*b*c', true],
  ['', '*', true],
])('%s and %s', (path, pattern, matches) => {
  expect(matchesPattern(path, pattern)).toBe(matches)
})

test('a pattern made to take for ever is answered at once', () => {
  const started = performance.now()
  expect(matchesPattern('a'.repeat(300), `${'**a'.repeat(100)}b`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(500)
})
