import type { RunReport } from '../assessment/index.ts'

const KEPT_CHARACTERS = 100_000

type Message =
  | { type: 'run.started' }
  | { type: 'run.output'; stream: 'stdout' | 'stderr'; data: string }
  | { type: 'run.trace'; entry: RunReport['trace'][number] }
  | ({ type: 'run.exited' } & RunReport['exit'])

/** Listens to what passes between runner and tab, and tells of every Run that it heard from beginning to end. */
export class RunRecorder<Start> {
  readonly #onStart: () => Start
  readonly #onEnd: (start: Start, report: RunReport) => void
  #run: { start: Start; output: RunReport['output']; trace: RunReport['trace']; kept: number; isCut: boolean } | null =
    null

  constructor(onStart: () => Start, onEnd: (start: Start, report: RunReport) => void) {
    this.#onStart = onStart
    this.#onEnd = onEnd
  }

  hear(line: string): void {
    // Most lines are keystrokes and screens of a terminal: those are not parsed.
    if (!line.startsWith('{"type":"run.')) return
    const message = JSON.parse(line) as Message
    if (message.type === 'run.started') {
      this.#run = { start: this.#onStart(), output: [], trace: [], kept: 0, isCut: false }
      return
    }
    if (!this.#run) return
    if (message.type === 'run.output') return this.#keep(message.stream, message.data)
    if (message.type === 'run.trace') return void this.#run.trace.push(message.entry)
    const { start, output, trace, isCut } = this.#run
    this.#run = null
    const { exitCode, reason, ms } = message
    this.#onEnd(start, { output, trace, isCut, exit: { exitCode, reason, ms } })
  }

  #keep(stream: 'stdout' | 'stderr', data: string): void {
    const run = this.#run!
    const last = run.output.at(-1)
    if (last?.stream === stream) last.data += data
    else run.output.push({ stream, data })
    run.kept += data.length
    while (run.kept > KEPT_CHARACTERS) {
      const first = run.output[0]!
      const cut = Math.min(first.data.length, run.kept - KEPT_CHARACTERS)
      first.data = first.data.slice(cut)
      if (first.data === '') run.output.shift()
      run.kept -= cut
      run.isCut = true
    }
  }
}
