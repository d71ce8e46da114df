import { expect, test } from 'vitest'
import { givenTo } from './load.ts'

test.each([
  // runnable, cores, waited, given
  [1, 2, 0, 1],
  [2, 2, 0.4, 1],
  [4, 2, 0.9, 0.5],
  [10, 2, 1, 0.2],
  [200, 2, 1, 0.1],
  [1, 2, 0.75, 0.25],
  [1, 2, 1, 0.1],
])(
  'of %i programs that want %i processors, and waited for %d of the time, one has %d',
  (runnable, cores, waited, given) => {
    expect(givenTo({ runnable, cores, waited })).toBeCloseTo(given)
  },
)
