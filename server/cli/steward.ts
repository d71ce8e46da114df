import { type ChildProcess, spawn } from 'node:child_process'
import pg from 'pg'
import { logFault } from '../platform/log.ts'
import { removePartialBackups } from './backup-files.ts'
import type { PreparedDatabase } from './database.ts'
import type { Instance } from './instance.ts'
import type { MaintenanceOrder } from './maintain.ts'
import { nodeArguments } from './node-arguments.ts'
import { dropScratches } from './scratch.ts'
import { removeLeftWork } from './work-folder.ts'

const POLL_MS = 2_000

/**
 * Does what was asked for with the owner's rights, which no other process has: one piece after another, each in a process
 * that ends. It reads two columns and knows no domain, so that little stays in memory beside the three processes.
 */
export class Steward {
  readonly #instance: Instance
  readonly #database: PreparedDatabase
  readonly #client: pg.Pool
  #child: ChildProcess | null = null
  #timer: NodeJS.Timeout | null = null
  #isStopping = false

  constructor(instance: Instance, database: PreparedDatabase) {
    this.#instance = instance
    this.#database = database
    this.#client = new pg.Pool({ connectionString: database.appUrl, max: 1, idleTimeoutMillis: 0 })
    this.#client.on('error', () => {})
  }

  /** Closes what an earlier start left half done, then waits for work. */
  async start(): Promise<void> {
    removeLeftWork(this.#instance.dataFolder)
    removePartialBackups(this.#instance.dataFolder)
    await dropScratches(this.#database.ownerUrl)
    await this.#end('interrupted')
    this.#wait()
  }

  #wait(): void {
    if (this.#isStopping) return
    this.#timer = setTimeout(() => {
      this.#next()
        .catch((error: unknown) => logFault('steward', error))
        .finally(() => this.#wait())
    }, POLL_MS)
  }

  /** Without an id: whatever was begun. */
  async #end(fault: string, jobId: string | null = null): Promise<void> {
    await this.#client.query(
      `update maintenance_jobs set finished_at = now(), fault = $1
       where finished_at is null and (id = $2 or ($2::uuid is null and started_at is not null))`,
      [fault, jobId],
    )
  }

  async #next(): Promise<void> {
    const { rows } = await this.#client.query<{ id: string }>(
      'select id from maintenance_jobs where finished_at is null and started_at is null order by requested_at limit 1',
    )
    const jobId = rows[0]?.id
    if (!jobId) return
    await this.#run(jobId)
    // A process that ended without a word would be started again and again.
    await this.#end('ours', jobId)
  }

  #run(jobId: string): Promise<void> {
    const { checkout, dataFolder, secrets } = this.#instance
    const { ownerUrl, appUrl } = this.#database
    const child = spawn(process.execPath, nodeArguments(checkout, 'cli/maintain.ts'), {
      cwd: checkout,
      env: { ...process.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    child.send({ jobId, dataFolder, checkout, secrets, ownerUrl, appUrl } satisfies MaintenanceOrder)
    return new Promise((resolve) => {
      const done = () => {
        this.#child = null
        resolve()
      }
      child.on('exit', done)
      child.on('error', done)
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#child?.kill('SIGKILL')
    await this.#end('interrupted').catch(() => {})
    await this.#client.end().catch(() => {})
  }
}
