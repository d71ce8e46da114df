import { boundedTrace, type TraceEntry } from './bounded-trace.ts'

/** A check may run a program with many worlds; the browser gets one of them, and all its checks together. */
const CHARACTERS = 120_000

/** What passed between a learner's program and the last model or world that a check gave it: the one it failed with. */
export interface CheckTrace {
  check: string
  /** Models and worlds that the check gave it, this one included. */
  worlds: number
  entries: TraceEntry[]
}

interface Current {
  model: number
  trace: CheckTrace
  hear: (entry: unknown) => void
}

/** Of each check, the trace of the world that its program met last. A program started again in the same world goes on with it. */
export class CheckTraces {
  readonly #byCheck = new Map<string, Current>()

  /** A program of this check is about to meet a model. */
  begin(check: string, model: number): void {
    const before = this.#byCheck.get(check)
    if (before?.model === model) return
    const trace: CheckTrace = { check, worlds: (before?.trace.worlds ?? 0) + 1, entries: [] }
    const hear = boundedTrace((entry) => trace.entries.push(entry), CHARACTERS)
    this.#byCheck.set(check, { model, trace, hear })
  }

  hear(model: number, entry: unknown): void {
    for (const current of this.#byCheck.values()) if (current.model === model) current.hear(entry)
  }

  of(check: string): CheckTrace | null {
    return this.#byCheck.get(check)?.trace ?? null
  }
}
