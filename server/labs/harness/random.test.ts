import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from './random.ts'

const byValue = (a: number, b: number) => a - b
const key = '00'.repeat(32)

describe('randomStream', () => {
  it('gives what it gave when grades were first issued', () => {
    const random = randomStream(key, 'world')
    expect({
      hex: random.hex(8),
      ints: [random.int(1, 6), random.int(1, 1_000_000), random.int(-5, 5)],
      pick: random.pick(['a', 'b', 'c', 'd']),
      shuffle: random.shuffle([1, 2, 3, 4, 5]),
      chances: [random.chance(0.5), random.chance(0.5), random.chance(0.5)],
    }).toMatchInlineSnapshot(`
      {
        "chances": [
          false,
          true,
          true,
        ],
        "hex": "44b736da3ca0a486",
        "ints": [
          2,
          535963,
          -5,
        ],
        "pick": "c",
        "shuffle": [
          4,
          1,
          3,
          5,
          2,
        ],
      }
    `)
  })

  it('repeats a stream and keeps streams and keys apart', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(randomStream(key, one).hex(32)).toBe(randomStream(key, one).hex(32))
        if (one !== other) expect(randomStream(key, one).hex(32)).not.toBe(randomStream(key, other).hex(32))
        expect(randomStream(key, one).hex(32)).not.toBe(randomStream('11'.repeat(32), one).hex(32))
      }),
    )
  })

  it('stays within its ends and reaches both', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(1000), fc.string(), (min, span, stream) => {
        const drawn = randomStream(key, stream).int(min, min + span)
        expect(drawn).toBeGreaterThanOrEqual(min)
        expect(drawn).toBeLessThanOrEqual(min + span)
      }),
    )
    const random = randomStream(key, 'ends')
    expect(new Set(Array.from({ length: 200 }, () => random.int(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })

  it('is even: 60 000 throws of a die stay within five standard deviations', () => {
    const random = randomStream(key, 'die')
    const counts = new Map<number, number>()
    for (let index = 0; index < 60_000; index++) {
      const face = random.int(1, 6)
      counts.set(face, (counts.get(face) ?? 0) + 1)
    }
    for (const count of counts.values())
      expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(60_000 * (1 / 6) * (5 / 6)))
  })

  it('shuffles without losing anything and without touching its argument', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, stream) => {
        const before = [...items]
        const shuffled = randomStream(key, stream).shuffle(items)
        expect(items).toEqual(before)
        expect([...shuffled].sort(byValue)).toEqual([...items].sort(byValue))
      }),
    )
  })

  it.each([
    [2, 1],
    [0, 0.5],
    [Number.NaN, 3],
    [0, 2 ** 60],
  ])('refuses int(%s, %s)', (min, max) => {
    expect(() => randomStream(key, 'x').int(min, max)).toThrow(RangeError)
  })

  it('refuses to pick from nothing', () => {
    expect(() => randomStream(key, 'x').pick([])).toThrow(RangeError)
  })
})
