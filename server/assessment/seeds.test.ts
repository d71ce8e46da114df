import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveKeys } from '../labs/grading/keys.ts'
import { drawSeed, HIDDEN_KEY_VERSION, hiddenKey, paramsKey, seededOrder } from './seeds.ts'

const seed = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes))

describe('an attempt’s seed', () => {
  test('is 128 bits and never drawn twice', () => {
    const drawn = Array.from({ length: 1000 }, () => drawSeed().toString('hex'))
    expect(new Set(drawn).size).toBe(1000)
    expect(drawSeed().byteLength).toBe(16)
  })

  test('gives two keys that differ from each other and from it, the same that the grading engine derives', () => {
    fc.assert(
      fc.property(seed, (seed) => {
        const [shown, hidden] = [
          paramsKey(seed).toString('hex'),
          hiddenKey(seed, { id: 'a', hiddenKeyVersion: 1 }).toString('hex'),
        ]
        expect(shown).not.toBe(hidden)
        expect(shown).not.toContain(seed.toString('hex'))
        expect({ params: shown, hidden }).toEqual(deriveKeys(seed))
      }),
    )
  })

  test('gives each submission a hidden key of its own, and an old one the key that it was graded with', () => {
    fc.assert(
      fc.property(seed, (seed) => {
        const keyOf = (id: string, hiddenKeyVersion: number) =>
          hiddenKey(seed, { id, hiddenKeyVersion }).toString('hex')
        expect(keyOf('a', HIDDEN_KEY_VERSION)).toBe(keyOf('a', HIDDEN_KEY_VERSION))
        expect(keyOf('a', HIDDEN_KEY_VERSION)).not.toBe(keyOf('b', HIDDEN_KEY_VERSION))
        expect(keyOf('a', 1)).toBe(keyOf('b', 1))
        expect(keyOf('a', 1)).not.toBe(keyOf('a', HIDDEN_KEY_VERSION))
      }),
    )
  })

  test('orders items as a permutation that depends on seed and stream alone', () => {
    fc.assert(
      fc.property(seed, fc.uniqueArray(fc.string(), { maxLength: 20 }), (seed, items) => {
        const order = seededOrder(seed, 'questions', items, (item) => item)
        expect(order.toSorted()).toEqual(items.toSorted())
        expect(seededOrder(seed, 'questions', items.toReversed(), (item) => item)).toEqual(order)
      }),
    )
  })

  test('puts every item first about as often as any other', () => {
    const items = ['a', 'b', 'c', 'd']
    const first = Object.groupBy(
      Array.from({ length: 4000 }, () => seededOrder(drawSeed(), 's', items, (item) => item)[0]!),
      (item) => item,
    )
    for (const item of items) expect(first[item]!.length).toBeGreaterThan(850)
  })
})
