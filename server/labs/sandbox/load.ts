import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'

const TICK_MS = 250
/** A patient timer goes at least this fast, so that it ends on a machine that is never idle. */
const SLOWEST = 0.1

/** Milliseconds since boot in which some program waited for a processor; null where the kernel does not count them. */
function stalledMs(): number | null {
  try {
    const total = /^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1]
    return total === undefined ? null : Number(total) / 1000
  } catch {
    return null
  }
}

/** Programs that run or want to, this process among them. */
const runnableNow = () => Number(/ (\d+)\//.exec(readFileSync('/proc/loadavg', 'utf8'))?.[1] ?? 1)

/** Waiting this much while nobody else wants a processor is a control group's doing. */
const THROTTLED = 0.5

/**
 * The share of a processor that a program has which wants one: of more programs than processors, its part of the queue.
 * Where there is no queue and programs waited all the same, a control group holds them back.
 */
export function givenTo({ runnable, cores, waited }: { runnable: number; cores: number; waited: number }): number {
  const share = runnable > cores ? cores / runnable : waited > THROTTLED ? 1 - waited : 1
  return Math.max(SLOWEST, share)
}

/** Tells how much of a processor programs of this machine had since it was last asked. */
export class LoadMeter {
  #stalled = stalledMs()
  #at = performance.now()

  /** 0 (nobody waited for a processor) to 1 (somebody always did). */
  #waited(): number {
    const now = performance.now()
    const stalled = stalledMs()
    const share =
      stalled === null || this.#stalled === null
        ? 1 - availableParallelism() / Math.max(availableParallelism(), loadavg()[0] ?? 0)
        : (stalled - this.#stalled) / Math.max(1, now - this.#at)
    this.#stalled = stalled
    this.#at = now
    return Math.min(1, Math.max(0, share))
  }

  /** How much of that time a program had that needed it: 1 on an idle machine. */
  given(): number {
    return givenTo({ runnable: runnableNow(), cores: availableParallelism(), waited: this.#waited() })
  }
}

/**
 * Calls back when `ms` have passed that a program could use: under load the timer goes slower, so that nobody is given up
 * for being starved. @returns cancels it
 */
export function afterPatience(ms: number, callback: () => void): () => void {
  const meter = new LoadMeter()
  let left = ms
  let last = performance.now()
  const tick = () => {
    const now = performance.now()
    // A tick that comes late says that this process was starved too.
    left -= Math.min(now - last, 2 * TICK_MS) * meter.given()
    last = now
    if (left > 0) return
    clearInterval(timer)
    callback()
  }
  const timer = setInterval(tick, Math.min(TICK_MS, ms))
  return () => clearInterval(timer)
}
