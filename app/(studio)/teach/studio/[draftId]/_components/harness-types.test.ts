import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HARNESS_TYPES } from './harness-types.ts'

const namesIn = (source: string) =>
  [...source.matchAll(/export (?:async )?(?:function|const|type|interface) (\w+)|export type \{([^}]+)\}/g)].flatMap(
    ([, name, list]) => (name ? [name] : list!.split(',').map((part) => part.trim())),
  )

test('the editor knows exactly what the harness has', () => {
  const harness = readFileSync('server/labs/harness/index.ts', 'utf8')
  expect(namesIn(HARNESS_TYPES).toSorted()).toEqual(namesIn(harness).toSorted())
})
