import { expect, test } from 'vitest'
import { dropsOf, unknownIn } from './drops.ts'

const counts = { S0: 24, S1: 18, S2: 18, S3: 10, S4: 12, S5: 6, S6: 0 }
const ending = (furthest: number, reason: string | null, people: number, isDeployed = false) => ({
  ...{ furthest, reason, people, isDeployed },
})

test('a drop is told by what most of those who stopped there left for', () => {
  const drops = dropsOf(counts, [
    ending(0, 'work', 4),
    ending(0, null, 1),
    ending(0, 'moved_away', 1),
    ending(2, null, 8),
  ])
  expect(drops.map(({ lost }) => lost)).toEqual([6, 0, 8, -2, 6, 6])
  expect(drops.map(({ main }) => main)).toEqual([
    { reason: 'work', people: 4 },
    null,
    { reason: null, people: 8 },
    null,
    null,
    null,
  ])
})

test('where as many left as are on the way, the reason is told', () => {
  expect(dropsOf(counts, [ending(0, null, 3), ending(0, 'work', 3)])[0]!.main).toEqual({ reason: 'work', people: 3 })
})

test('unknown is who neither began work in time nor left', () => {
  expect(unknownIn([ending(5, null, 6, true), ending(5, null, 2), ending(1, 'work', 5), ending(3, null, 11)])).toBe(13)
})
