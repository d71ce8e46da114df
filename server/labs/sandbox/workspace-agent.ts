import { readFileSync } from 'node:fs'
import { AppError } from '../../platform/errors.ts'
import { afterPatience } from './load.ts'
import type { Image, SandboxDriver, SandboxLimits, SandboxOutcome, SandboxProcess } from './types.ts'
import { isWorkspacePath } from './workspace.ts'

const AGENT = readFileSync(new URL('./workspace-agent.mjs', import.meta.url), 'utf8')
const SHOWN_AT = '/run/agent'
const REPLY_SECONDS = 30
const AGENT_DISK_MB = 65_536

export interface WorkspaceEntry {
  path: string
  size: number
  /** Milliseconds since 1970 as the file system says; a program can set it. */
  mtimeMs: number
}

export interface WorkspaceListing {
  files: WorkspaceEntry[]
  /** Links, sockets, devices and FIFOs: they are never read and never saved. */
  skipped: string[]
  /** false: there was more than the limit. */
  isComplete: boolean
}

export interface SnapshotLimits {
  maxFiles: number
  maxBytes: number
  maxFileBytes: number
}

export interface Snapshot {
  files: Map<string, Buffer>
  /** Paths left out and why: too_large, not_a_file, over_total, bad_path, or the system's error code. */
  leftOut: { path: string; reason: string }[]
  isComplete: boolean
}

interface Reply {
  ok: boolean
  size: number
  reason?: string
  [field: string]: unknown
}

/**
 * Reads and writes a live workspace through a program that runs as the workspace's own uid in a sandbox of its own:
 * this process never opens a path that a learner could have made.
 */
export class WorkspaceAgent {
  readonly #process: SandboxProcess
  readonly #waiting: { resolve: (value: [Reply, Buffer]) => void; reject: (error: unknown) => void }[] = []
  #buffered: Buffer = Buffer.alloc(0)
  #ended: AppError | null = null

  constructor(driver: SandboxDriver, spec: { image: Image; dir: string; uid: number; limits: SandboxLimits }) {
    const hostPath = driver.publish({ 'workspace-agent.mjs': AGENT })
    this.#process = driver.run({
      image: spec.image,
      workspaceDir: spec.dir,
      uid: spec.uid,
      argv: ['/opt/node/bin/node', `${SHOWN_AT}/workspace-agent.mjs`],
      stdin: 'open',
      // It writes what it is told to alone: a workspace that a learner filled must not end the one who reads it.
      limits: {
        ...spec.limits,
        memoryMb: 256,
        processes: 32,
        cpuSeconds: 0,
        wallSeconds: 0,
        outputKb: 0,
        diskMb: AGENT_DISK_MB,
      },
      extraReadOnly: [{ hostPath, at: SHOWN_AT }],
      keepOutput: false,
      onOutput: (stream, chunk) => {
        if (stream === 'stdout') this.#take(chunk)
      },
    })
    this.#process.outcome.then(
      () => this.#end('agent_ended'),
      () => this.#end('agent_did_not_start'),
    )
  }

  get outcome(): Promise<SandboxOutcome> {
    return this.#process.outcome
  }

  async list({ maxFiles }: Pick<SnapshotLimits, 'maxFiles'>): Promise<WorkspaceListing> {
    const [{ files, skipped, isComplete }] = await this.#ask({ op: 'list', maxFiles })
    return { files, skipped, isComplete } as WorkspaceListing
  }

  /** @returns null when there is no regular file of at most `maxBytes` at the path */
  async read(path: string, { maxBytes }: { maxBytes: number }): Promise<Buffer | null> {
    if (!isWorkspacePath(path)) return null
    const [{ found }, bytes] = await this.#ask({ op: 'read', path, maxBytes })
    return found ? bytes : null
  }

  /** Replaces or makes a file, and the folders above it, in one step that a reader sees whole or not at all. */
  async write(path: string, bytes: Uint8Array): Promise<{ mtimeMs: number }> {
    const [{ mtimeMs }] = await this.#ask({ op: 'write', path: safe(path) }, bytes)
    return { mtimeMs: mtimeMs as number }
  }

  async remove(path: string): Promise<void> {
    await this.#ask({ op: 'remove', path: safe(path) })
  }

  async makeFolder(path: string): Promise<void> {
    await this.#ask({ op: 'makeFolder', path: safe(path) })
  }

  async move(from: string, to: string): Promise<void> {
    await this.#ask({ op: 'move', from: safe(from), to: safe(to) })
  }

  /** Regular files only, bounded in size and number. `wants` leaves out what the caller has already. */
  async snapshot(limits: SnapshotLimits, wants: (entry: WorkspaceEntry) => boolean = () => true): Promise<Snapshot> {
    const { files, skipped, isComplete } = await this.list(limits)
    const snapshot: Snapshot = {
      files: new Map(),
      leftOut: skipped.map((path) => ({ path, reason: 'not_a_file' })),
      isComplete,
    }
    let room = limits.maxBytes
    for (const entry of files.filter(wants)) {
      const leaveOut = (reason: string) => snapshot.leftOut.push({ path: entry.path, reason })
      if (!isWorkspacePath(entry.path)) leaveOut('bad_path')
      else if (entry.size > room) leaveOut('over_total')
      else {
        const maxBytes = Math.min(room, limits.maxFileBytes)
        const [reply, bytes] = await this.#ask({ op: 'read', path: entry.path, maxBytes })
        if (reply.found) snapshot.files.set(entry.path, bytes)
        else leaveOut(String(reply.refused))
        room -= bytes.length
      }
    }
    return snapshot
  }

  async close(): Promise<void> {
    this.#process.kill()
    await this.#process.outcome.catch(() => {})
  }

  #ask(request: Record<string, unknown>, body: Uint8Array = Buffer.alloc(0)): Promise<[Reply, Buffer]> {
    if (this.#ended) return Promise.reject(this.#ended)
    const header = Buffer.from(JSON.stringify({ ...request, size: body.length }))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(header.length)
    const answer = new Promise<[Reply, Buffer]>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    const cancel = afterPatience(REPLY_SECONDS * 1000, () => this.#process.kill())
    this.#process.write(Buffer.concat([length, header, body]))
    return answer
      .then(([reply, bytes]) => {
        if (reply.ok) return [reply, bytes] as [Reply, Buffer]
        throw new AppError('precondition_failed', {
          reason: 'workspace_refused',
          params: { operation: String(request.op), detail: reply.reason ?? 'failed' },
        })
      })
      .finally(cancel)
  }

  #take(chunk: Buffer): void {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk])
    for (;;) {
      if (this.#buffered.length < 4) return
      const headerEnd = 4 + this.#buffered.readUInt32BE(0)
      if (this.#buffered.length < headerEnd) return
      const reply = JSON.parse(this.#buffered.subarray(4, headerEnd).toString()) as Reply
      const end = headerEnd + reply.size
      if (this.#buffered.length < end) return
      const body = Buffer.from(this.#buffered.subarray(headerEnd, end))
      this.#buffered = this.#buffered.subarray(end)
      this.#waiting.shift()?.resolve([reply, body])
    }
  }

  #end(reason: string): void {
    this.#ended = new AppError('unavailable', { reason })
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended)
  }
}

function safe(path: string): string {
  if (!isWorkspacePath(path)) throw new AppError('invalid_input', { reason: 'bad_path', params: { path } })
  return path
}
