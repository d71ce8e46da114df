import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { logFault } from '../../platform/log.ts'
import type { LabDefinition } from '../definition.ts'
import { openRunModel, type RunModel } from '../grading/run-model.ts'
import type { Workspace } from '../queries.ts'
import type { SandboxOutcome, SandboxProcess } from '../sandbox/types.ts'
import { adoptWorkspace, createWorkspace, createWorkspaceParent, removeWorkspace } from '../sandbox/workspace.ts'
import { WorkspaceAgent } from '../sandbox/workspace-agent.ts'
import type { Channel, FromBrowser, ToBrowser } from './channel.ts'
import { type Engine, gradingEngineOf, imageOf, labContentOf } from './engine.ts'
import { type FileChange, LiveFiles } from './live-files.ts'

const CAPTURE_MS = 700
const SCROLLBACK = 64_000

const HOME = {
  HOME: '/home/learner',
  PATH: '/opt/node/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  NODE_NO_WARNINGS: '1',
  PYTHONDONTWRITEBYTECODE: '1',
}

export interface LiveWorkspaceSpec {
  engine: Engine
  context: () => Context
  workspace: Workspace
  definition: LabDefinition
}

/** A workspace with its folder on disk, its terminal, its runs and the tabs that look at it. */
export class LiveWorkspace {
  readonly #spec: LiveWorkspaceSpec
  readonly #uid: number
  readonly #agent: WorkspaceAgent
  readonly #files: LiveFiles
  readonly #channels = new Set<Channel>()
  readonly #timer: NodeJS.Timeout
  #queue: Promise<unknown> = Promise.resolve()
  #terminal: SandboxProcess | null = null
  #scrollback = ''
  #run: SandboxProcess | null = null
  #isStarting = false
  #isClosed = false
  lastUsedAt = Date.now()

  private constructor(spec: LiveWorkspaceSpec, uid: number, agent: WorkspaceAgent, files: LiveFiles) {
    this.#spec = spec
    this.#uid = uid
    this.#agent = agent
    this.#files = files
    this.#timer = setInterval(() => {
      if (this.#channels.size > 0 || this.#terminal || this.#run)
        void this.capture({ isThorough: false }).catch(() => {})
    }, CAPTURE_MS)
  }

  /** Opens the folder that an earlier runner left, or makes it, and brings both sides together. */
  static async open(spec: LiveWorkspaceSpec): Promise<LiveWorkspace> {
    const { engine, context, definition } = spec
    const workspaceId = spec.workspace.id
    await createWorkspaceParent(engine.workspacesDir)
    const dir = join(engine.workspacesDir, workspaceId)
    const agreementFile = join(engine.workspacesDir, `${workspaceId}.json`)
    const uid = engine.uids.take()
    try {
      if (existsSync(dir) && existsSync(agreementFile)) await adoptWorkspace(dir, uid)
      else {
        await removeWorkspace(dir)
        await createWorkspace(dir, new Map(), uid)
      }
      const { limits } = definition
      const agent = new WorkspaceAgent(engine.driver, { image: imageOf(engine, definition), dir, uid, limits })
      const files = new LiveFiles({ workspaceId, agent, agreementFile, context })
      const live = new LiveWorkspace(spec, uid, agent, files)
      await live.sync()
      return live
    } catch (error) {
      engine.uids.give(uid)
      throw error
    }
  }

  get isBusy(): boolean {
    return this.#channels.size > 0 || this.#run !== null || this.#isStarting
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => {})
    return result
  }

  #broadcast(message: ToBrowser): void {
    for (const channel of this.#channels) channel.send(message)
  }

  async #captureNow(options: { isThorough: boolean }): Promise<FileChange[]> {
    const { changes, leftOut } = await this.#files.capture(options)
    if (changes.length > 0) this.#broadcast({ type: 'files.changed', files: changes })
    for (const { path, reason } of leftOut) this.#broadcast({ type: 'fault', code: reason, params: { path } })
    return changes
  }

  /** Stores what the terminal or a run changed. */
  capture(options: { isThorough: boolean }): Promise<FileChange[]> {
    return this.#inTurn(() => this.#captureNow(options))
  }

  /** Stores what changed here, then brings in what was saved elsewhere. */
  sync(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#captureNow({ isThorough: false })
      await this.#files.apply()
    })
  }

  attach(channel: Channel): void {
    this.#channels.add(channel)
    channel.send({ type: 'ready' })
    if (this.#run) channel.send({ type: 'run.started' })
  }

  detach(channel: Channel): void {
    this.#channels.delete(channel)
    this.lastUsedAt = Date.now()
  }

  async receive(channel: Channel, message: FromBrowser): Promise<void> {
    this.lastUsedAt = Date.now()
    if (message.type === 'run') await this.#startRun()
    else if (message.type === 'stop') this.#run?.kill()
    else if (message.type === 'terminal.open') await this.#openTerminal(channel, message)
    else if (message.type === 'terminal.data') this.#terminal?.write(message.data)
    else this.#terminal?.resize({ cols: message.cols, rows: message.rows })
  }

  #sandbox() {
    const { engine, workspace, definition } = this.#spec
    return {
      image: imageOf(engine, definition),
      workspaceDir: join(engine.workspacesDir, workspace.id),
      uid: this.#uid,
      limits: definition.limits,
    }
  }

  async #startRun(): Promise<void> {
    if (this.#run || this.#isStarting) throw new AppError('conflict', { reason: 'alreadyRunning' })
    this.#isStarting = true
    try {
      await this.sync()
      const model = await this.#openModel()
      // A sandbox that began after the workspace was put away would share its uid with the next one.
      if (this.#isClosed) return await model?.close()
      this.#broadcast({ type: 'run.started' })
      this.#launch(model)
    } finally {
      this.#isStarting = false
    }
  }

  #launch(model: RunModel | null): void {
    const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') }
    const run = this.#spec.engine.driver.run({
      ...this.#sandbox(),
      argv: this.#spec.definition.run.argv,
      env: { ...HOME, ...model?.env },
      extraReadOnly: model?.extraReadOnly,
      keepOutput: false,
      onOutput: (stream, chunk) => {
        if (stream !== 'terminal') this.#broadcast({ type: 'run.output', stream, data: decoders[stream].write(chunk) })
      },
    })
    this.#run = run
    run.outcome
      .then(
        (outcome) =>
          this.#broadcast({
            type: 'run.exited',
            exitCode: outcome.exitCode,
            reason: reasonOf(outcome),
            ms: Math.round(outcome.wallMs),
          }),
        (error: unknown) => {
          logFault('run', error)
          this.#broadcast({ type: 'run.exited', exitCode: null, reason: 'lost', ms: 0 })
        },
      )
      .finally(() => {
        this.#run = null
        void model?.close().catch((error: unknown) => logFault('run.model', error))
        void this.capture({ isThorough: false }).catch(() => {})
      })
  }

  /** For an agent lab: what it talks to, and a trace of all that passes. */
  async #openModel(): Promise<RunModel | null> {
    const { engine, context, workspace, definition } = this.#spec
    if (!definition.model) return null
    const lab = await labContentOf(context(), workspace.versionId)
    return openRunModel({
      ...gradingEngineOf(engine, lab),
      lab,
      module: definition.model,
      paramsKey: workspace.paramsKey.toString('hex'),
      onTrace: (entry) => this.#broadcast({ type: 'run.trace', entry }),
    })
  }

  async #openTerminal(channel: Channel, size: { cols: number; rows: number }): Promise<void> {
    if (this.#terminal) {
      this.#terminal.resize(size)
      if (this.#scrollback) channel.send({ type: 'terminal.data', data: this.#scrollback })
      return
    }
    await this.sync()
    if (this.#terminal) return
    const decoder = new StringDecoder('utf8')
    this.#scrollback = ''
    const terminal = this.#spec.engine.driver.run({
      ...this.#sandbox(),
      limits: { ...this.#spec.definition.limits, cpuSeconds: 0, wallSeconds: 0, outputKb: 0 },
      argv: ['/bin/bash', '-i'],
      env: { ...HOME, TERM: 'xterm-256color', PS1: '$ ' },
      pty: size,
      keepOutput: false,
      onOutput: (_, chunk) => {
        const data = decoder.write(chunk)
        this.#scrollback = (this.#scrollback + data).slice(-SCROLLBACK)
        this.#broadcast({ type: 'terminal.data', data })
      },
    })
    this.#terminal = terminal
    void terminal.outcome
      .catch((error: unknown) => logFault('terminal', error))
      .finally(() => {
        this.#terminal = null
        this.#broadcast({ type: 'terminal.exited' })
      })
  }

  /** Ends what runs, stores what changed last, and keeps the folder for the next time. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#isClosed = true
    this.#run?.kill()
    this.#terminal?.kill()
    await Promise.allSettled([this.#run?.outcome, this.#terminal?.outcome])
    await this.capture({ isThorough: true }).catch(() => {})
    await this.#agent.close()
    this.#spec.engine.uids.give(this.#uid)
    for (const channel of this.#channels) channel.close()
  }
}

function reasonOf(outcome: SandboxOutcome): Extract<ToBrowser, { type: 'run.exited' }>['reason'] {
  if (outcome.oomKilled) return 'memory'
  if (outcome.timedOut) return 'timeout'
  if (outcome.outputCapped) return 'output'
  if (outcome.diskExceeded) return 'disk'
  return outcome.stopped === 'caller' || outcome.stopped === 'load' ? 'stopped' : 'exited'
}
