import type { Socket } from 'node:net'
import type { TraceEntry } from '../grading/bounded-trace.ts'

/** What the browser sends over a lab's live channel. */
export type FromBrowser =
  | { type: 'run' }
  | { type: 'stop' }
  | { type: 'terminal.open'; cols: number; rows: number }
  | { type: 'terminal.data'; data: string }
  | { type: 'terminal.resize'; cols: number; rows: number }

/** What it hears. */
export type ToBrowser =
  | { type: 'ready' }
  | { type: 'run.started' }
  | { type: 'run.output'; stream: 'stdout' | 'stderr'; data: string }
  /** What the model was asked and answered, or a tool did. */
  | { type: 'run.trace'; entry: TraceEntry }
  | {
      type: 'run.exited'
      exitCode: number | null
      reason: 'exited' | 'timeout' | 'memory' | 'output' | 'disk' | 'stopped' | 'lost'
      ms: number
    }
  | { type: 'terminal.data'; data: string }
  | { type: 'terminal.exited' }
  | { type: 'files.changed'; files: { path: string; revision: number }[] }
  | { type: 'fault'; code: string; params: Record<string, string | number> }

const MAX_UNSENT = 4_000_000

/** One browser tab, behind the web process: JSON lines over a socket. A tab that does not read is cut off, not waited for. */
export class Channel {
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
  }

  send(message: ToBrowser): void {
    if (this.#socket.destroyed) return
    if (this.#socket.writableLength > MAX_UNSENT) this.#socket.destroy()
    else this.#socket.write(`${JSON.stringify(message)}\n`)
  }

  close(): void {
    this.#socket.end()
  }
}
