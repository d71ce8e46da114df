import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import type { Call, RunOptions, RunResult } from '../harness/protocol.ts'
import type { Image, SandboxDriver, SandboxLimits, SandboxOutcome } from '../sandbox/types.ts'
import type { UidPool } from '../sandbox/uids.ts'
import { createWorkspace, type FileMap, isWorkspacePath, removeWorkspace } from '../sandbox/workspace.ts'
import { WorkspaceAgent } from '../sandbox/workspace-agent.ts'
import type { GraderSession } from './grader-session.ts'
import { MODEL_AT, MODEL_ENV } from './model-gate.ts'
import type { Turns } from './turns.ts'
import { STRIPPED_AT, STRIPPED_ENV, type TypeStripper } from './type-stripper.ts'
import type { Usage } from './types.ts'

/** This machine had no time for a run: nothing is known of the program, and the grading is to be repeated. */
export const STOPPED_BY_LOAD = 'stopped_by_load'

const READ_MAX_BYTES = 4 * 1024 * 1024

/** Limits that runs broke, noted for the score: what such a run printed proves nothing. */
export interface Breaches {
  oom: boolean
  disk: boolean
  timeout: boolean
}

/**
 * The learner's side of one check: a fresh copy of the submission. Until the first run nothing of the learner's has
 * touched it, so it stays in memory; then it is a folder that only its own uid opens.
 */
export class CheckWorkspace {
  /** Processor time and idleness of all its runs. */
  chargedMs = 0
  readonly breaches: Breaches = { oom: false, disk: false, timeout: false }
  readonly #context: CheckWorkspaceContext
  readonly #files: Map<string, Uint8Array>
  readonly #abort = new AbortController()
  #folder: Promise<Folder> | null = null
  #agent: WorkspaceAgent | null = null
  readonly #running = new Set<Promise<unknown>>()
  #gates = 0
  #isClosed = false
  #written = 0
  #closed: Promise<void> | null = null

  constructor(context: CheckWorkspaceContext) {
    this.#context = context
    this.#files = new Map(context.files)
  }

  /** A program of this check runs, or waits for its turn. */
  get isRunning(): boolean {
    return this.#running.size > 0
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  answer(call: Call): Promise<unknown> {
    if (this.#isClosed) throw new AppError('conflict', { reason: 'check_is_over' })
    if (call.operation === 'run') {
      const run = this.#run(call.argv, call.options ?? {})
      this.#running.add(run)
      return run.finally(() => this.#running.delete(run))
    }
    if (call.operation === 'readFile') return this.#readFile(call.path)
    return this.#writeFile(call.path, call.text)
  }

  async #run(argv: string[], options: RunOptions): Promise<RunResult> {
    const killed = new AbortController()
    if (options.model === undefined) return this.#start(argv, options, { shown: [] }, killed.signal)
    const { openGate, workDir, name } = this.#context
    const gate = await openGate(options.model, join(workDir, `${name}-gate-${this.#gates++}`), () => killed.abort())
    try {
      const env = { ...options.env, ...MODEL_ENV }
      const door = { shown: [{ hostPath: gate.folder, at: MODEL_AT }], isOwed: gate.isOwed }
      return await this.#start(argv, { ...options, env }, door, killed.signal)
    } finally {
      await gate.close()
    }
  }

  async #start(
    argv: string[],
    { stdin, env, cpuMs }: RunOptions,
    { shown, isOwed }: Door,
    killed: AbortSignal,
  ): Promise<RunResult> {
    const { driver, image, limits, usage, turns, patience } = this.#context
    const { dir, uid, strippedDir } = await this.#materialise()
    const full = limits.cpuSeconds ?? 0
    const cpuSeconds = Math.min(full, (cpuMs ?? Number.POSITIVE_INFINITY) / 1000)
    const outcome = await turns.take(() => {
      if (this.#isClosed) throw new AppError('conflict', { reason: 'check_is_over' })
      const signal = AbortSignal.any([this.#abort.signal, killed])
      const ownLimits = { ...limits, cpuSeconds }
      const bounds = { limits: ownLimits, signal, isOwed, patience }
      const stripped = strippedDir
        ? { env: { ...STRIPPED_ENV, ...env }, extraReadOnly: [...shown, { hostPath: strippedDir, at: STRIPPED_AT }] }
        : { env, extraReadOnly: shown }
      return driver.run({ image, workspaceDir: dir, uid, argv, stdin, ...bounds, ...stripped }).outcome
    })
    usage.runs++
    usage.cpuMs += outcome.cpuMs ?? 0
    usage.peakMemoryBytes = Math.max(usage.peakMemoryBytes, outcome.peakMemoryBytes ?? 0)
    this.chargedMs += (outcome.cpuMs ?? 0) + outcome.idleMs
    if (outcome.stopped === 'load') throw new AppError('unavailable', { reason: STOPPED_BY_LOAD })
    this.#note(outcome, cpuSeconds === full)
    return toRunResult(outcome)
  }

  /** A time that the check itself shortened may be what it tests, for example a server it stops. */
  #note(outcome: SandboxOutcome, isFullTime: boolean): void {
    this.breaches.oom ||= outcome.oomKilled
    this.breaches.disk ||= outcome.diskExceeded
    this.breaches.timeout ||= outcome.timedOut && isFullTime
  }

  async #readFile(path: string): Promise<string | null> {
    if (!isWorkspacePath(path)) return null
    const bytes = this.#folder
      ? await this.#ask((helper) => helper.read(path, { maxBytes: READ_MAX_BYTES }))
      : this.#files.get(path)
    return bytes && bytes.length <= READ_MAX_BYTES ? Buffer.from(bytes).toString('utf8') : null
  }

  async #writeFile(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    this.#written += bytes.length
    // Until the first run files stay in this process, whose memory is everybody's.
    if (this.#written > this.#context.limits.diskMb * 1024 * 1024)
      throw new AppError('too_large', { reason: 'check_wrote_too_much' })
    if (this.#folder) await this.#ask((helper) => helper.write(path, bytes))
    else if (isWorkspacePath(path)) this.#files.set(path, bytes)
    else throw new AppError('invalid_input', { reason: 'bad_path', params: { path } })
  }

  #materialise(): Promise<Folder> {
    const { workDir, name, uids, stripper } = this.#context
    this.#folder ??= (async () => {
      const uid = uids.take()
      const dir = join(workDir, name)
      await createWorkspace(dir, this.#files, uid)
      const stripped = await stripper.filesFor(this.#files)
      const strippedDir = stripped && `${dir}-stripped`
      if (stripped && strippedDir) await createWorkspace(strippedDir, stripped, uid)
      return { dir, uid, strippedDir }
    })()
    return this.#folder
  }

  /** What the learner's program left may be too much for who reads it: that is a limit broken, and no fault of ours. */
  async #ask<T>(use: (helper: WorkspaceAgent) => Promise<T>): Promise<T> {
    const helper = await this.#helper()
    try {
      return await use(helper)
    } catch (error) {
      if (!(error instanceof AppError) || error.reason !== 'agent_ended') throw error
      const { stopped } = await helper.outcome
      if (stopped !== 'disk' && stopped !== 'memory') throw error
      this.breaches[stopped === 'disk' ? 'disk' : 'oom'] = true
      throw new AppError('conflict', { reason: 'workspace_over_limit' })
    }
  }

  async #helper(): Promise<WorkspaceAgent> {
    const { driver, image, limits } = this.#context
    const { dir, uid } = await this.#materialise()
    this.#agent ??= new WorkspaceAgent(driver, { image, dir, uid, limits })
    return this.#agent
  }

  /** Ends what still runs and leaves nothing behind. Calls that wait are answered first. */
  close(): Promise<void> {
    this.#closed ??= this.#clear()
    return this.#closed
  }

  async #clear(): Promise<void> {
    this.#isClosed = true
    this.#abort.abort()
    const folder = await this.#folder?.catch(() => null)
    if (!folder) return
    await this.#agent?.close()
    await Promise.allSettled(this.#running)
    await removeWorkspace(folder.dir)
    // Ours alone: nothing in it was made by a learner, so no program is needed to remove it safely.
    if (folder.strippedDir) await rm(folder.strippedDir, { recursive: true, force: true })
    this.#context.uids.give(folder.uid)
  }
}

interface Shown {
  hostPath: string
  at: string
}

/** What a run with a model is given of it. */
interface Door {
  shown: readonly Shown[]
  isOwed?: () => boolean
}

interface Folder {
  dir: string
  uid: number
  /** Shown read-only beside it. */
  strippedDir: string | null
}

export interface CheckWorkspaceContext {
  driver: SandboxDriver
  image: Image
  limits: SandboxLimits
  uids: UidPool
  /** Folder for workspaces, passable by every sandbox uid. */
  workDir: string
  name: string
  files: FileMap
  usage: Usage
  turns: Turns
  patience: number | undefined
  stripper: TypeStripper
  openGate: GraderSession['openGate']
}

function toRunResult(outcome: SandboxOutcome): RunResult {
  const { exitCode, signal, timedOut, oomKilled, outputCapped } = outcome
  return {
    exitCode,
    signal,
    stdout: outcome.stdout.toString('utf8'),
    stderr: outcome.stderr.toString('utf8'),
    timedOut,
    oomKilled,
    outputCapped,
  }
}
