import { AppError } from '../../platform/errors.ts'
import type { Call, CheckOutcome, FromHarness, Generated, ToHarness, Wire } from '../harness/protocol.ts'
import { afterPatience } from '../sandbox/load.ts'
import type { Image, SandboxDriver, SandboxLimits, SandboxOutcome, SandboxProcess } from '../sandbox/types.ts'
import { readCall, readGenerated, readMessage } from './grader-messages.ts'
import { ModelGate } from './model-gate.ts'

/** The grader's own limits. What it holds was written by an author, who is trusted no more than a learner. */
const GRADER_LIMITS: SandboxLimits = {
  memoryMb: 768,
  processes: 64,
  cpus: 2,
  outputKb: 0,
  diskMb: 64,
}
const PREPARE_SECONDS = 30
const MAX_LINE_BYTES = 32 * 1024 * 1024
/** Far more than checks ask for at once; beyond it the grader is stopped, for each waits in this process. */
const MAX_CALLS = 256
const DIAGNOSTIC_BYTES = 16_384

export interface SessionEvents {
  onStarted(check: string): void
  onFinished(check: string, outcome: CheckOutcome): void
  onCall(check: string, call: Call): Promise<unknown>
  /** Told, where it is given, of everything that models of checks are asked and answer. */
  onTrace?(model: number, entry: unknown): void
}

/** One grader sandbox: the harness inside, this side of its protocol here. */
export class GraderSession {
  readonly #process: SandboxProcess
  readonly #ready = Promise.withResolvers<{ registered: string[]; generated: Generated }>()
  readonly #done = Promise.withResolvers<'done' | 'ended'>()
  readonly #served = Promise.withResolvers<void>()
  readonly #gates = new Map<ModelGate, { model: number; kill: () => void }>()
  #onTrace: (model: number, entry: unknown) => void = () => {}
  #events: SessionEvents | null = null
  #line: Buffer[] = []
  #lineBytes = 0
  #calls = 0
  #diagnostics = ''

  constructor(spec: { driver: SandboxDriver; image: Image; dir: string; uid: number; signal?: AbortSignal }) {
    this.#ready.promise.catch(() => {})
    this.#served.promise.catch(() => {})
    this.#process = spec.driver.run({
      image: spec.image,
      workspaceDir: spec.dir,
      uid: spec.uid,
      argv: ['/opt/node/bin/node', '/workspace/harness/main.ts'],
      stdin: 'open',
      limits: GRADER_LIMITS,
      keepOutput: false,
      signal: spec.signal,
      onOutput: (stream, chunk) => {
        if (stream === 'stdout') this.#take(chunk)
        else this.#diagnostics = (this.#diagnostics + chunk.toString()).slice(-DIAGNOSTIC_BYTES)
      },
    })
    this.#process.outcome.then(
      () => this.#end(new AppError('unavailable', { reason: 'grader_ended' })),
      (error: unknown) => this.#end(error),
    )
  }

  /** What checks printed, for their author. */
  get diagnostics(): string {
    return this.#diagnostics
  }

  get outcome(): Promise<SandboxOutcome> {
    return this.#process.outcome
  }

  /** @throws AppError unavailable/grader_broken {detail} when the lab's own modules cannot be loaded */
  async prepare(
    message: Omit<Extract<ToHarness, { type: 'prepare' }>, 'type'>,
  ): Promise<{ registered: string[]; generated: Generated }> {
    this.#send({ type: 'prepare', ...message })
    return this.#inTime(this.#ready.promise)
  }

  /** Runs the checks. 'ended': the grader stopped before all had finished. */
  go(checks: readonly string[], concurrency: number, events: SessionEvents): Promise<'done' | 'ended'> {
    this.#events = events
    if (events.onTrace) this.#onTrace = events.onTrace
    this.#send({ type: 'go', checks: [...checks], concurrency, isTraced: events.onTrace !== undefined })
    return this.#done.promise
  }

  /** Starts the model of a Run. Everything it is asked and answers is told to `onTrace`. */
  serve(module: string, onTrace: (entry: unknown) => void): Promise<void> {
    this.#onTrace = (_model, entry) => onTrace(entry)
    this.#send({ type: 'serve', module })
    return this.#inTime(this.#served.promise)
  }

  /** A door to one of this grader's models, in a folder that does not exist yet. `kill` ends who stands before it. */
  async openGate(
    model: number,
    folder: string,
    kill: () => void = () => {},
  ): Promise<{ folder: string; isOwed: () => boolean; close: () => Promise<void> }> {
    const gate = await ModelGate.open(folder, (connection, data) =>
      this.#send({ type: 'wire', model, connection, data }),
    )
    this.#gates.set(gate, { model, kill })
    const close = () => {
      this.#gates.delete(gate)
      return gate.close()
    }
    return { folder, isOwed: () => gate.isOwed, close }
  }

  /** An author's module that never answers takes its grader down with it. */
  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const cancel = afterPatience(PREPARE_SECONDS * 1000, () => this.#process.kill())
    try {
      return await answer
    } finally {
      cancel()
    }
  }

  async close(): Promise<void> {
    this.#process.kill()
    await this.#process.outcome.catch(() => {})
  }

  #send(message: ToHarness): void {
    this.#process.write(`${JSON.stringify(message)}\n`)
  }

  #end(error: unknown): void {
    this.#ready.reject(error)
    this.#served.reject(error)
    this.#done.resolve('ended')
  }

  #take(chunk: Buffer): void {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      this.#line.push(rest.subarray(0, end))
      const line = Buffer.concat(this.#line).toString('utf8')
      this.#line = []
      this.#lineBytes = 0
      this.#receive(line)
      rest = rest.subarray(end + 1)
    }
    this.#line.push(rest)
    this.#lineBytes += rest.length
    if (this.#lineBytes > MAX_LINE_BYTES) this.#process.kill()
  }

  #receive(line: string): void {
    const message = readMessage(line)
    if (!message) return this.#process.kill()
    if (message.type === 'ready') this.#prepared(message)
    else if (message.type === 'broken') {
      const { detail } = message
      this.#diagnostics = (this.#diagnostics + detail).slice(-DIAGNOSTIC_BYTES)
      const params = { detail: detail.slice(0, 1000) }
      const broken = new AppError('unavailable', { reason: 'grader_broken', params })
      this.#ready.reject(broken)
      this.#served.reject(broken)
    } else if (message.type === 'started') this.#events?.onStarted(message.check)
    else if (message.type === 'finished') this.#events?.onFinished(message.check, message.outcome)
    else if (message.type === 'done') this.#done.resolve('done')
    else if (message.type === 'served') this.#served.resolve()
    else if (message.type === 'trace') this.#onTrace(message.model, message.entry)
    else if (message.type === 'wire') this.#deliver(message)
    else if (message.type === 'kill') this.#kill(message.model)
    else void this.#answer(message)
  }

  #deliver({ connection, data }: Wire): void {
    const text = typeof data === 'string' ? data : null
    for (const gate of this.#gates.keys()) if (gate.deliver(connection, text)) return
  }

  /** Only runs of this grader's own checks stand before its gates. */
  #kill(model: number): void {
    for (const gate of this.#gates.values()) if (gate.model === model) gate.kill()
  }

  #prepared({ registered, generated }: Extract<FromHarness, { type: 'ready' }>): void {
    try {
      this.#ready.resolve({ registered: [...registered], generated: readGenerated(generated) })
    } catch (error) {
      this.#ready.reject(error)
    }
  }

  async #answer({ id, check, call }: Extract<FromHarness, { type: 'call' }>): Promise<void> {
    this.#calls++
    if (this.#calls > MAX_CALLS) return this.#process.kill()
    try {
      const value = await this.#events?.onCall(check, readCall(call))
      this.#send({ type: 'reply', id, ok: true, value: value ?? null })
    } catch (error) {
      const reason = error instanceof AppError ? (error.reason ?? error.code) : 'failed'
      this.#send({ type: 'reply', id, ok: false, reason })
    } finally {
      this.#calls--
    }
  }
}
