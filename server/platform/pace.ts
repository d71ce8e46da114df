import { spawnSync } from 'node:child_process'

/** What a bare start of Node takes on the machine that limits were chosen on. */
const CHOSEN_ON_MS = 30
const STARTS = 5

/** Milliseconds of a bare start of Node here and now: the median of five. */
export function bareStartMs(): number {
  const samples = Array.from({ length: STARTS }, () => {
    const startedAt = performance.now()
    spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' })
    return performance.now() - startedAt
  })
  return samples.toSorted((a, b) => a - b)[Math.floor(STARTS / 2)]!
}

let pace: number | undefined

/**
 * How much slower than that machine this one is, at least 1. Limits are multiplied by it, so that they end what hangs
 * and not what is slow. Measured once; processes that this one starts take its figure over.
 */
export function paceOfMachine(): number {
  pace ??= Number(process.env.TERAKOYA_PACE ?? Math.max(1, bareStartMs() / CHOSEN_ON_MS).toFixed(2))
  process.env.TERAKOYA_PACE = String(pace)
  return pace
}
