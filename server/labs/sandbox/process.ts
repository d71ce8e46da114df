import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { type IPty, spawn as spawnTerminal } from '@lydell/node-pty'
import { AppError } from '../../platform/errors.ts'
import type { SandboxGroup } from './cgroups.ts'
import { NO_ENV } from './host-tools.ts'
import type { LaunchFiles, LaunchPlan } from './launcher.ts'
import { LoadMeter } from './load.ts'
import { PipeReader } from './output-pipes.ts'
import { activityOf, isRunning, liveCpuMs, namespaceMembers } from './processes.ts'
import { RunClock } from './run-clock.ts'
import type { OutputStream, RunSpec, SandboxOutcome, SandboxProcess, StopReason, TerminalSize } from './types.ts'

export interface LiveParts {
  id: string
  spec: RunSpec
  plan: LaunchPlan
  group: SandboxGroup
  output: LaunchFiles['output']
  /** What bwrap wrote about itself: JSON documents, one a line. */
  readStatus: () => string
  watchDisk: (members: () => number[], onExceeded: () => void) => () => void
  onGone: () => void
}

const SETTLE_MS = 5_000
const LOOK_MS = 100
const FIRST_BYTES = 400
const KNOWN_SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))

/** A started sandbox. Nothing of it runs any more when `outcome` settles. */
export class LiveSandbox implements SandboxProcess {
  readonly id: string
  readonly outcome: Promise<SandboxOutcome>
  readonly #parts: LiveParts
  readonly #started = performance.now()
  readonly #chunks: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [], terminal: [] }
  #child: ChildProcess | null = null
  #terminal: IPty | null = null
  #readers: PipeReader[] = []
  #printed = 0
  #firstBytes = Buffer.alloc(0)
  #stopped: StopReason | null = null
  #isOver = false
  #clock: RunClock | null = null
  #livedCpuMs = 0

  constructor(parts: LiveParts) {
    this.id = parts.id
    this.#parts = parts
    this.outcome = this.#live()
    // Whoever never looks at the outcome must not end the process that drives sandboxes.
    this.outcome.catch(() => {})
  }

  write(data: string | Uint8Array): void {
    if (this.#isOver) return
    if (this.#terminal) this.#terminal.write(typeof data === 'string' ? data : Buffer.from(data).toString())
    else this.#child?.stdin?.write(data)
  }

  endInput(): void {
    this.#child?.stdin?.end()
  }

  resize({ cols, rows }: TerminalSize): void {
    if (!this.#isOver) this.#terminal?.resize(cols, rows)
  }

  pause(): void {
    this.#terminal?.pause()
    for (const reader of this.#readers) reader.pause()
  }

  resume(): void {
    this.#terminal?.resume()
    for (const reader of this.#readers) reader.resume()
  }

  kill(): void {
    this.#stop('caller')
  }

  async #live(): Promise<SandboxOutcome> {
    const { spec, group, onGone } = this.#parts
    const stopWatching = this.#parts.watchDisk(
      () => this.#members(),
      () => this.#stop('disk'),
    )
    const { wallSeconds = 0 } = spec.limits
    const timer = wallSeconds > 0 ? setTimeout(() => this.#stop('wall'), wallSeconds * 1000) : undefined
    const stopLooking = this.#startClock()
    const abort = () => this.#stop('caller')
    spec.signal?.addEventListener('abort', abort, { once: true })
    try {
      const ended = spec.pty ? this.#startTerminal(spec.pty) : this.#startPipes()
      if (spec.signal?.aborted) abort()
      await ended
      const wallMs = Math.round(performance.now() - this.#started)
      await this.#clear()
      await Promise.all(this.#readers.map((reader) => reader.drain()))
      return this.#judge(wallMs, group)
    } finally {
      this.#isOver = true
      clearTimeout(timer)
      stopLooking()
      stopWatching()
      spec.signal?.removeEventListener('abort', abort)
      await removeGroup(group)
      onGone()
    }
  }

  /** Looks at what the program uses, and stops it when its time is over. */
  #startClock(): () => void {
    const { spec } = this.#parts
    const { cpuSeconds = 0 } = spec.limits
    if (cpuSeconds <= 0) return () => {}
    const clock = new RunClock(cpuSeconds * 1000, spec.patience)
    const meter = new LoadMeter()
    this.#clock = clock
    const look = () => {
      const members = this.#members()
      const verdict = clock.look({
        wallMs: performance.now() - this.#started,
        cpuMs: this.#cpuMs(members),
        activity: activityOf(members),
        isOwed: spec.isOwed?.() ?? false,
        given: meter.given(),
      })
      if (verdict) this.#stop(verdict)
    }
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }

  #cpuMs(members: readonly number[]): number {
    const counted = this.#parts.group.cpuMs()
    if (counted !== null) return counted
    this.#livedCpuMs = Math.max(this.#livedCpuMs, liveCpuMs(members))
    return this.#livedCpuMs
  }

  #startPipes(): Promise<void> {
    const { plan, spec, output } = this.#parts
    if (output) {
      this.#readers = (['stdout', 'stderr'] as const).map(
        (stream) => new PipeReader(output[stream], (chunk) => this.#take(stream, chunk)),
      )
    }
    const stdin = spec.stdin === 'open' ? 'pipe' : 'ignore'
    const child = spawn(plan.program, plan.argv, {
      cwd: '/',
      env: NO_ENV,
      stdio: [stdin, 'ignore', 'pipe'],
      detached: true,
    })
    this.#child = child
    child.stdin?.on('error', () => {})
    // Only what the launcher says before it opens the pipes.
    child.stderr?.on('data', (chunk: Buffer) => this.#take('stderr', chunk))
    return new Promise((resolve, reject) => {
      child.once('error', (cause) => reject(didNotStart('launcher', cause)))
      child.once('exit', () => this.#parts.group.kill())
      child.once('close', () => resolve())
    })
  }

  #startTerminal({ cols, rows }: TerminalSize): Promise<void> {
    const { plan } = this.#parts
    const terminal = spawnTerminal(plan.program, plan.argv, { cols, rows, cwd: '/', env: {}, encoding: null })
    this.#terminal = terminal
    terminal.onData((chunk) => this.#take('terminal', Buffer.from(chunk)))
    return new Promise((resolve) => {
      terminal.onExit(() => resolve())
    })
  }

  #take(stream: OutputStream, chunk: Buffer): void {
    const { spec } = this.#parts
    const cap = spec.limits.outputKb * 1024
    const room = cap === 0 ? chunk.length : Math.max(0, cap - this.#printed)
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk
    this.#printed += chunk.length
    if (this.#firstBytes.length < FIRST_BYTES && stream !== 'stdout') {
      this.#firstBytes = Buffer.concat([this.#firstBytes, kept]).subarray(0, FIRST_BYTES)
    }
    if (kept.length > 0) {
      if (spec.keepOutput !== false) this.#chunks[stream].push(kept)
      spec.onOutput?.(stream, kept)
    }
    if (kept.length < chunk.length) this.#stop('output')
  }

  #stop(reason: StopReason): void {
    if (this.#isOver || this.#stopped) return
    this.#stopped = reason
    this.#end()
  }

  #end(): void {
    this.#parts.group.kill()
    const pid = this.#child?.pid ?? this.#terminal?.pid
    if (!pid) return
    try {
      // Without groups this is the kill: bwrap dies, its first process with it, and the namespace with that one.
      process.kill(pid, 'SIGKILL')
    } catch {
      // Already gone.
    }
  }

  /** Host pid of the sandbox's first process; 0 before it is there. */
  #first(): number {
    return Number(/"child-pid": (\d+)/.exec(this.#parts.readStatus())?.[1] ?? 0)
  }

  #members(): number[] {
    const { group } = this.#parts
    return group.folders.length > 0 ? group.members() : namespaceMembers(this.#first())
  }

  /** bwrap may return while the kernel still ends the last processes of the namespace. */
  async #clear(): Promise<void> {
    const { group } = this.#parts
    const first = this.#first()
    const isClear = () => (group.folders.length > 0 ? group.members().length === 0 : !first || !isRunning(first))
    const until = performance.now() + SETTLE_MS
    while (!isClear()) {
      group.kill()
      if (performance.now() > until) throw didNotStart('processes_remain')
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }

  #judge(wallMs: number, group: SandboxGroup): SandboxOutcome {
    const oomKilled = group.oomKills() > 0
    const cpuMs = group.cpuMs()
    // What ended between two looks is measured all the same.
    const isOverTime = (cpuMs ?? 0) > (this.#parts.spec.limits.cpuSeconds || Number.POSITIVE_INFINITY) * 1000
    const stopped = this.#stopped ?? (oomKilled ? 'memory' : isOverTime ? 'cpu' : null)
    const code = /"exit-code": (\d+)/.exec(this.#parts.readStatus())?.[1]
    const isMissing = code === undefined && this.#firstBytes.toString().startsWith('bwrap: execvp ')
    if (code === undefined && !isMissing && !stopped) throw didNotStart(this.#firstBytes.toString().trim())
    const status = isMissing ? 127 : code === undefined ? 128 + constants.signals.SIGKILL : Number(code)
    const signal = status > 128 ? (KNOWN_SIGNALS.get(status - 128) ?? null) : null
    return {
      exitCode: signal ? null : status,
      signal,
      stopped,
      timedOut: stopped === 'wall' || stopped === 'cpu' || stopped === 'idle',
      oomKilled,
      outputCapped: stopped === 'output',
      diskExceeded: stopped === 'disk',
      stdout: Buffer.concat(this.#chunks.stdout),
      stderr: Buffer.concat([...this.#chunks.stderr, ...this.#chunks.terminal]),
      wallMs,
      cpuMs,
      idleMs: this.#clock?.idleMs ?? 0,
      peakMemoryBytes: group.peakMemoryBytes(),
    }
  }
}

function didNotStart(detail: string, cause?: unknown): AppError {
  return new AppError('unavailable', { reason: 'sandbox_did_not_start', params: { detail }, cause })
}

/** The last processes leave a group a moment after they have stopped running. */
async function removeGroup(group: SandboxGroup): Promise<void> {
  for (let wait = 1; !group.remove() && wait < 1000; wait *= 2) {
    group.kill()
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}
