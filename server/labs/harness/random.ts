import { createHash, createHmac } from 'node:crypto'

/** A stream of choices that the same key and name always repeat. */
export interface Random {
  /** Both ends included. */
  int(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
  chance(probability: number): boolean
  hex(bytes: number): string
}

const DRAW_BYTES = 6
const DRAW_RANGE = 2 ** (8 * DRAW_BYTES)

/**
 * Blocks are SHA-256(stream key ‖ counter), where the stream key is HMAC-SHA256(key, stream name). Changing any of this
 * changes what learners are shown and how they are graded: raise `HARNESS_VERSION` with it.
 */
export function randomStream(key: string, stream: string): Random {
  const streamKey = createHmac('sha256', Buffer.from(key, 'hex')).update(stream).digest()
  let counter = 0n
  let block = Buffer.alloc(0)
  let used = 0

  function bytes(count: number): Buffer {
    const drawn = Buffer.alloc(count)
    for (let filled = 0; filled < count; ) {
      if (used === block.length) {
        const index = Buffer.alloc(8)
        index.writeBigUInt64BE(counter++)
        block = createHash('sha256').update(streamKey).update(index).digest()
        used = 0
      }
      const copied = block.copy(drawn, filled, used, used + count - filled)
      used += copied
      filled += copied
    }
    return drawn
  }

  /** 0 ≤ result < range. Draws beyond the last whole multiple are thrown away, so that every value is as likely. */
  function below(range: number): number {
    const limit = DRAW_RANGE - (DRAW_RANGE % range)
    for (;;) {
      const draw = bytes(DRAW_BYTES).readUIntBE(0, DRAW_BYTES)
      if (draw < limit) return draw % range
    }
  }

  const int = (min: number, max: number) => {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max < min || max - min >= DRAW_RANGE) {
      throw new RangeError(`int(${min}, ${max}): expected whole numbers, the smaller first`)
    }
    return min + below(max - min + 1)
  }

  return {
    int,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('pick: expected at least one item')
      return items[below(items.length)] as (typeof items)[number]
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1)
        ;[shuffled[last], shuffled[other]] = [shuffled[other] as never, shuffled[last] as never]
      }
      return shuffled
    },
    chance: (probability) => bytes(DRAW_BYTES).readUIntBE(0, DRAW_BYTES) / DRAW_RANGE < probability,
    hex: (count) => bytes(count).toString('hex'),
  }
}
