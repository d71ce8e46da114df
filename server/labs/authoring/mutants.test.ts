import { expect, test } from 'vitest'
import { mutantsOf } from './mutants.ts'

const namesOf = (path: string, source: string) =>
  mutantsOf(new Map([[path, Buffer.from(source)]]), 100)
    .map(({ name }) => name)
    .sort()

test('Python is changed in ways that are still Python', () => {
  expect(namesOf('a.py', 'import re\n# 1 == 1\nfor a, b in rows:\n    if a not in seen and b == 0:\n')).toEqual([
    'a.py:4 0 → 1',
    'a.py:4 == → !=',
    'a.py:4 and → or',
    'a.py:4 if → if not',
    'a.py:4 not in → in',
  ])
})

test('own tests of a solution are left alone', () => {
  expect(namesOf('policy.test.ts', 'const a = 1 === 1')).toEqual([])
  expect(namesOf('query_test.py', 'a = 1 == 1')).toEqual([])
})
