import { paceOfMachine } from '../server/platform/pace.ts'

/** One line a figure, for people and for programs alike. */
export function print(name: string, value: number, unit: string): void {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  process.stdout.write(`${name} ${value.toFixed(digits)} ${unit}\n`)
}

/** The value below which `fraction` of the samples lie (nearest rank). */
export function quantile(samples: readonly number[], fraction: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)]!
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

export function printTimes(name: string, samples: readonly number[]): void {
  print(`${name}.p50`, median(samples), 'ms')
  print(`${name}.p95`, quantile(samples, 0.95), 'ms')
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const PATIENCE_MS = 120_000 * paceOfMachine()

/** Waits until `read` gives something other than null, looking often: the pause is part of what is measured. */
export async function until<T>(read: () => Promise<T | null>, what: string, pauseMs = 10): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const value = await read()
    if (value !== null) return value
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${Math.round(PATIENCE_MS / 1000)} s`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
