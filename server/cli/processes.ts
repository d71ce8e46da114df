import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { paceOfMachine } from '../platform/pace.ts'
import type { PreparedDatabase } from './database.ts'
import { type Instance, StartError } from './instance.ts'
import { nodeArguments } from './node-arguments.ts'

export type ProcessName = 'web' | 'worker' | 'runner'

/** Beyond what load does to a start; on a slower machine so much longer. */
const READY_MS = 300_000
const RESTART_MS = [250, 1_000, 5_000, 15_000]

/** The nearest folder above the checkout that another account cannot enter, or null. */
function closedAncestor(checkout: string): string | null {
  let closed: string | null = null
  for (let folder = checkout; folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) closed = folder
  }
  return closed
}

/** Small heaps: the three processes share a machine with sandboxes. See docs/performance.md, rss_mb. */
const HEAP_FLAGS: Record<ProcessName, string[]> = {
  web: ['--max-semi-space-size=8', '--max-old-space-size=384'],
  worker: ['--max-semi-space-size=2'],
  runner: ['--max-semi-space-size=2'],
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The command that runs Node as another account without any capability. Where the checkout lies in a folder that only
 * root may enter (a home), the process gets a mount namespace in which that folder holds the checkout and nothing else.
 */
function commandFor(instance: Instance, uid: number | null, nodeArgs: string[]): { command: string; args: string[] } {
  const node = process.execPath
  if (uid === null) return { command: node, args: nodeArgs }
  const drop = [
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--bounding-set=-all',
  ]
  const closed = closedAncestor(instance.checkout)
  if (!closed) return { command: 'setpriv', args: [...drop, '--', node, ...nodeArgs] }
  const stage = join(instance.dataFolder, 'run', 'checkout')
  const steps = [
    `mkdir -p ${quote(stage)}`,
    `mount --bind ${quote(instance.checkout)} ${quote(stage)}`,
    `mount -t tmpfs -o mode=755,size=64k tmpfs ${quote(closed)}`,
    `mkdir -p ${quote(instance.checkout)}`,
    `mount --move ${quote(stage)} ${quote(instance.checkout)}`,
    `cd ${quote(instance.checkout)}`,
    `exec setpriv ${drop.join(' ')} -- ${[node, ...nodeArgs].map(quote).join(' ')}`,
  ]
  return { command: 'unshare', args: ['--mount', '--propagation', 'private', 'sh', '-ec', steps.join('\n')] }
}

export interface ProcessSettings {
  host: string
  port: number
  url: string
  isDevelopment: boolean
}

/** Of the starting shell; with what begins with QUOTA_. */
const PASSED_ON = new Set(['SMTP_URL', 'MAIL_FROM', 'SITE_NAME', 'SITE_REGION', 'BACKUP_FOLDER', 'TERAKOYA_BENCH'])

/** What a process may know: nothing of what the starting shell has, but this. */
export function environmentFor(
  name: ProcessName,
  instance: Instance,
  database: PreparedDatabase,
  settings: ProcessSettings,
): NodeJS.ProcessEnv {
  const optional = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name, value]) => value !== undefined && (PASSED_ON.has(name) || name.startsWith('QUOTA_')),
    ),
  )
  return {
    ...optional,
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: instance.dataFolder,
    NODE_ENV: settings.isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    TERAKOYA_MODE: instance.mode,
    TERAKOYA_DATA: instance.dataFolder,
    TERAKOYA_URL: settings.url,
    NEXTAUTH_URL: settings.url,
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: name === 'runner' ? database.runnerUrl : database.appUrl,
    NEXTAUTH_SECRET: instance.secrets.sessionSecret,
    RUNNER_SOCKET: instance.runnerSocket,
    ...(name === 'runner' && instance.accounts ? { RUNNER_CLIENT_UID: String(instance.accounts.web) } : {}),
  }
}

/** Keeps the three processes running until told to stop; one that ends is started again, after a pause that grows. */
export class Processes {
  readonly #children = new Map<ProcessName, ChildProcess>()
  readonly #start: (name: ProcessName) => ChildProcess
  readonly #failures = new Map<ProcessName, number>()
  readonly #said: string
  #isStopping = false

  /** `logFile`: where they write what they have to say; null: to the output of the start. */
  constructor(instance: Instance, database: PreparedDatabase, settings: ProcessSettings, logFile: string | null) {
    const output = logFile === null ? 'inherit' : openSync(logFile, 'a', 0o600)
    this.#said = logFile === null ? 'its message stands above' : `its message stands at the end of ${logFile}`
    this.#start = (name) => {
      // Development compiles pages into the checkout, so there the web process stays who we are.
      const account = name === 'runner' || settings.isDevelopment ? null : (instance.accounts?.[name] ?? null)
      const { command, args } = commandFor(
        instance,
        account,
        nodeArguments(instance.checkout, `${name}.ts`, settings.isDevelopment ? [] : HEAP_FLAGS[name]),
      )
      return spawn(command, args, {
        cwd: instance.checkout,
        env: environmentFor(name, instance, database, settings),
        stdio: ['ignore', output, output, 'ipc'],
      })
    }
  }

  /** Starts one process and waits until it says that it is ready. @throws StartError */
  start(name: ProcessName): Promise<void> {
    const child = this.#start(name)
    this.#children.set(name, child)
    const readyMs = READY_MS * paceOfMachine()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(new StartError(`The ${name} process did not become ready in ${Math.round(readyMs / 1000)} seconds.`)),
        readyMs,
      )
      let isReady = false
      child.on('message', (message: { type?: string }) => {
        if (message.type !== 'ready') return
        clearTimeout(timer)
        isReady = true
        setTimeout(() => this.#failures.delete(name), 30_000).unref()
        resolve()
      })
      child.on('exit', () => {
        clearTimeout(timer)
        if (this.#isStopping) return resolve()
        if (!isReady && !this.#failures.has(name))
          return reject(new StartError(`The ${name} process ended before it was ready; ${this.#said}.`))
        this.#restart(name)
      })
    })
  }

  #restart(name: ProcessName): void {
    const failures = this.#failures.get(name) ?? 0
    this.#failures.set(name, failures + 1)
    setTimeout(
      () => {
        if (!this.#isStopping) void this.start(name).catch(() => {})
      },
      RESTART_MS[Math.min(failures, RESTART_MS.length - 1)],
    )
  }

  pids(): Record<string, number | undefined> {
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.pid]))
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const all = [...this.#children.values()].filter((child) => child.exitCode === null && child.signalCode === null)
    const ended = all.map((child) => new Promise((resolve) => child.once('exit', resolve)))
    for (const child of all) child.kill('SIGTERM')
    const timer = setTimeout(() => {
      for (const child of all) child.kill('SIGKILL')
    }, 15_000)
    await Promise.all(ended)
    clearTimeout(timer)
  }
}
