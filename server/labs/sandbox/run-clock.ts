/** What is seen of a running program, some times a second. */
export interface RunSample {
  /** Since it started. */
  wallMs: number
  /** Processor time that all of it used so far. */
  cpuMs: number
  activity: 'runnable' | 'on-disk' | 'asleep'
  /** Something outside owes it an answer. */
  isOwed: boolean
  /** Share of the time since the last sample that this machine had for programs; see `LoadMeter.given`. */
  given: number
}

/** `cpu` and `idle` are the program's own doing; `load` is the machine's. */
export type RunVerdict = 'cpu' | 'idle' | 'load'

/** A sample says nothing of what lies further back. */
const MAX_STEP_MS = 500
/** Below this share of a processor, and asleep when looked at, a program waits. */
const BUSY = 0.05
const OWED_PATIENCE = 2
const CAP_BASE_MS = 60_000
const CAP_FACTOR = 20
/** From this share of its time on, waiting for a processor is what kept a program from its end. */
const STARVED = 0.1

/**
 * Decides when a program's time is over, in processor time, so that load decides nothing: it may compute for `limitMs`,
 * and stand idle as long. What reaches neither and stays for ever is stopped by a cap that says whose fault it was.
 */
export class RunClock {
  readonly #limitMs: number
  readonly #capMs: number
  #last = { wallMs: 0, cpuMs: 0 }
  #idleMs = 0
  #owedMs = 0
  #starvedMs = 0

  constructor(limitMs: number, patience = 1) {
    this.#limitMs = limitMs
    this.#capMs = patience * (CAP_BASE_MS + CAP_FACTOR * limitMs)
  }

  /** Time in which it did nothing though it could have. */
  get idleMs(): number {
    return Math.round(this.#idleMs)
  }

  look({ wallMs, cpuMs, activity, isOwed, given }: RunSample): RunVerdict | null {
    const step = Math.min(MAX_STEP_MS, wallMs - this.#last.wallMs)
    const used = Math.max(0, cpuMs - this.#last.cpuMs)
    this.#last = { wallMs, cpuMs }
    if (activity === 'asleep' && used < step * BUSY) {
      if (isOwed) this.#owedMs += step * given
      else this.#idleMs += step
    } else if (activity === 'runnable') this.#starvedMs += Math.max(0, step - used)
    if (cpuMs > this.#limitMs) return 'cpu'
    if (this.#idleMs > this.#limitMs || this.#owedMs > this.#limitMs * OWED_PATIENCE) return 'idle'
    if (wallMs < this.#capMs) return null
    return this.#starvedMs > wallMs * STARVED ? 'load' : 'idle'
  }
}
