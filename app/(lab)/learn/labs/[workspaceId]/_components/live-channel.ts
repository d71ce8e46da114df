import type { ChannelState } from '../../../../../_features/lab-editor/save-state.tsx'

export type ClientMessage =
  | { type: 'run' }
  | { type: 'stop' }
  | { type: 'terminal.open'; cols: number; rows: number }
  | { type: 'terminal.data'; data: string }
  | { type: 'terminal.resize'; cols: number; rows: number }

export type ExitReason = 'exited' | 'timeout' | 'memory' | 'output' | 'disk' | 'stopped' | 'lost'

interface ToolCall {
  id: string
  name: string
  arguments: string
}

/** One thing that passed between the learner's program and its model or world, in the order of `seq`. */
export type TraceEntry =
  | {
      kind: 'model'
      seq: number
      conversation: number
      read: ({ role: string; text: string } & { calls?: ToolCall[] })[]
      answer: { text: string; calls: ToolCall[]; stop: 'end' | 'tools' | 'length' }
      usage: { input: number; output: number }
      adversaries: string[]
      isRetry: boolean
    }
  | { kind: 'refusal'; seq: number; refusal: string; message: string }
  | { kind: 'tool'; seq: number; tool: string; args: unknown; result: unknown; error: string | null }
  /** The rest was too long to keep. */
  | { kind: 'cut'; seq: number }

/** What passed in the last world that a check gave the program. */
export interface CheckTrace {
  check: string
  worlds: number
  entries: readonly TraceEntry[]
}

export type ServerMessage =
  | { type: 'ready' }
  | { type: 'run.started' }
  | { type: 'run.output'; stream: 'stdout' | 'stderr'; data: string }
  | { type: 'run.trace'; entry: TraceEntry }
  | { type: 'run.exited'; exitCode: number | null; reason: ExitReason; ms: number }
  | { type: 'terminal.data'; data: string }
  | { type: 'terminal.exited' }
  | { type: 'files.changed'; files: { path: string; revision: number }[] }
  | { type: 'fault'; code: string; params?: Record<string, string | number> }

/** Close codes of the server that no reconnecting mends. */
const FINAL: Record<number, ChannelState> = { 4401: 'signedOut', 4404: 'refused', 4409: 'otherSession', 4410: 'closed' }

/** Close codes for which there is no place now; it is asked for again by and by. */
const FULL: Record<number, ChannelState> = { 4429: 'ownLabsFull', 4430: 'labsFull' }

/** The live line to the workspace: comes back by itself, and says meanwhile that it is away. */
export class LiveChannel {
  readonly #url: string
  readonly #onMessage: (message: ServerMessage) => void
  readonly #onState: (state: ChannelState) => void
  #socket: WebSocket | undefined
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #isStopped = false

  constructor(
    workspaceId: string,
    onMessage: (message: ServerMessage) => void,
    onState: (state: ChannelState) => void,
  ) {
    this.#url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/lab/${workspaceId}`
    this.#onMessage = onMessage
    this.#onState = onState
    window.addEventListener('online', this.#reconnectNow)
    this.#connect()
  }

  send(message: ClientMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(message))
    return true
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
    window.removeEventListener('online', this.#reconnectNow)
    this.#socket?.close()
  }

  #reconnectNow = (): void => {
    if (this.#socket?.readyState === WebSocket.OPEN || this.#isStopped) return
    clearTimeout(this.#timer)
    this.#connect()
  }

  #connect(): void {
    const socket = new WebSocket(this.#url)
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as ServerMessage
      if (message.type === 'ready') {
        this.#failures = 0
        this.#onState('open')
      }
      this.#onMessage(message)
    }
    socket.onclose = ({ code }) => {
      if (this.#isStopped || socket !== this.#socket) return
      const final = FINAL[code]
      this.#onState(final ?? FULL[code] ?? 'away')
      if (final) return
      this.#failures += 1
      const pause = Math.min(15_000, 400 * 2 ** (this.#failures - 1)) * (0.75 + Math.random() / 2)
      this.#timer = setTimeout(() => this.#connect(), pause)
    }
  }
}
