import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { digestOf } from '../../platform/ids.ts'
import { WORKSPACE_LIMITS, WorkspacePath } from '../inputs.ts'
import { listFilesSince } from '../queries.ts'
import type { WorkspaceAgent, WorkspaceEntry } from '../sandbox/workspace-agent.ts'
import { captureFile } from '../save-file.ts'

/** What the folder and the database last agreed on; kept beside the folder so that it survives the runner. */
interface Agreement {
  revision: number
  digests: Record<string, string>
}

export interface FileChange {
  path: string
  revision: number
}

/** A file that cannot be kept, said once. */
export interface LeftOut {
  path: string
  reason: string
}

/** Keeps a live folder and the rows of its workspace the same, in both directions. Calls must not overlap. */
export class LiveFiles {
  readonly #workspaceId: Id<'workspace'>
  readonly #agent: WorkspaceAgent
  readonly #file: string
  readonly #context: () => Context
  readonly #seen = new Map<string, WorkspaceEntry>()
  readonly #told = new Set<string>()
  #agreement: Agreement

  constructor(spec: {
    workspaceId: Id<'workspace'>
    agent: WorkspaceAgent
    agreementFile: string
    context: () => Context
  }) {
    this.#workspaceId = spec.workspaceId
    this.#agent = spec.agent
    this.#file = spec.agreementFile
    this.#context = spec.context
    this.#agreement = existsSync(spec.agreementFile)
      ? (JSON.parse(readFileSync(spec.agreementFile, 'utf8')) as Agreement)
      : { revision: 0, digests: {} }
  }

  #keep(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#agreement), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }

  /**
   * Stores what changed in the folder. `isThorough` reads every file again: a program can set a file's time and size back.
   */
  async capture(options: { isThorough: boolean }): Promise<{ changes: FileChange[]; leftOut: LeftOut[] }> {
    const { files, isComplete } = await this.#agent.list({ maxFiles: WORKSPACE_LIMITS.files * 2 })
    const changes: FileChange[] = []
    const leftOut: LeftOut[] = []
    const store = async (path: string, bytes: Buffer | null) => {
      try {
        const revision = await captureFile(this.#context(), this.#workspaceId, path, bytes)
        if (revision !== null) changes.push({ path, revision })
        if (bytes) this.#agreement.digests[path] = digestOf(bytes)
        else delete this.#agreement.digests[path]
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        leftOut.push({ path, reason: error.reason ?? error.code })
      }
    }
    for (const entry of files) {
      const before = this.#seen.get(entry.path)
      if (!options.isThorough && before?.size === entry.size && before.mtimeMs === entry.mtimeMs) continue
      const isAllowed = entry.size <= WORKSPACE_LIMITS.fileBytes && WorkspacePath.safeParse(entry.path).success
      const bytes = isAllowed ? await this.#agent.read(entry.path, { maxBytes: WORKSPACE_LIMITS.fileBytes }) : null
      this.#seen.set(entry.path, entry)
      if (!bytes) leftOut.push({ path: entry.path, reason: 'tooLarge' })
      else if (digestOf(bytes) !== this.#agreement.digests[entry.path]) await store(entry.path, bytes)
    }
    if (isComplete) {
      const present = new Set(files.map((entry) => entry.path))
      for (const path of Object.keys(this.#agreement.digests)) {
        if (!present.has(path)) await store(path, null)
        if (!present.has(path)) this.#seen.delete(path)
      }
    }
    if (changes.length > 0) this.#keep()
    const news = leftOut.filter(({ path }) => !this.#told.has(path))
    for (const { path } of news) this.#told.add(path)
    return { changes, leftOut: news }
  }

  /** Brings what was saved elsewhere into the folder. Call after `capture`, so that nothing unread is written over. */
  async apply(): Promise<void> {
    const rows = await listFilesSince(this.#context(), this.#workspaceId, this.#agreement.revision)
    let revision = this.#agreement.revision
    for (const row of rows) {
      revision = Math.max(revision, row.revision)
      if ((this.#agreement.digests[row.path] ?? null) === row.digest) continue
      if (row.bytes && row.digest) {
        const { mtimeMs } = await this.#agent.write(row.path, row.bytes)
        this.#seen.set(row.path, { path: row.path, size: row.bytes.byteLength, mtimeMs })
        this.#agreement.digests[row.path] = row.digest
      } else {
        await this.#agent.remove(row.path)
        this.#seen.delete(row.path)
        delete this.#agreement.digests[row.path]
      }
    }
    if (revision === this.#agreement.revision) return
    this.#agreement.revision = revision
    this.#keep()
  }

  forget(): void {
    rmSync(this.#file, { force: true })
  }
}
