import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealSvg } from './seal.ts'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe('sealSvg', () => {
  it('draws the same seal from the same digest', () => {
    fc.assert(fc.property(fc.string(), (text) => sealSvg(digestOf(text), 224) === sealSvg(digestOf(text), 224)))
  })

  it('draws different seals from digests that differ', () => {
    const seals = new Set(
      Array.from({ length: 200 }, (_, n) => sealSvg(digestOf(String(n)), 48).replace(/seal-\w+-\d+/g, '')),
    )
    expect(seals.size).toBe(200)
  })

  it('keeps every stroke on its ground', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const numbers = [...sealSvg(digestOf(text), 48).matchAll(/ d="([^"]+)"/g)].flatMap(([, d]) =>
          d!.match(/-?[\d.]+/g)!.map(Number),
        )
        expect(numbers.every((number) => number >= 0 && number <= 240)).toBe(true)
      }),
    )
  })

  it('leaves the grain out below 64 pixels', () => {
    expect(sealSvg(digestOf('a'), 48)).not.toContain('filter')
    expect(sealSvg(digestOf('a'), 224)).toContain('filter')
  })
})
