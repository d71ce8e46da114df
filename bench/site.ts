import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const PORT = 3290
const NOT_COPIED = new Set(['node_modules', '.next', '.git', 'test-results'])

const Started = z.object({
  url: z.string(),
  link: z.string(),
  pids: z.record(z.string(), z.number()),
  dataFolder: z.string(),
  ownerUrl: z.string(),
})

export interface Site extends z.infer<typeof Started> {
  /** The cookie of the evaluation door. */
  door: string
  /** The process that `npm start` hands over to, and that keeps the others running. */
  startPid: number
}

/** A copy of this checkout as a newcomer has it after `npm ci`: no build, no data. Removed whole at the end. */
export interface Ground {
  folder: string
  checkout: string
  remove: () => void
}

/** Packages are linked, not copied: nothing writes into them, and the copy takes seconds. */
function linkPackages(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, to])
  }
}

export function prepareGround(): Ground {
  const parent = process.getuid?.() === 0 ? '/var/lib/terakoya' : join(homedir(), '.local', 'share', 'terakoya')
  mkdirSync(parent, { recursive: true, mode: 0o711 })
  const folder = mkdtempSync(join(parent, 'bench-'))
  chmodSync(folder, 0o711)
  const checkout = join(folder, 'checkout')
  const source = process.cwd()
  cpSync(source, checkout, {
    recursive: true,
    filter: (path) => dirname(path) !== source || !NOT_COPIED.has(basename(path)),
  })
  linkPackages(join(source, 'node_modules'), join(checkout, 'node_modules'))
  return { folder, checkout, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function firstChild(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0])
}

/** Starts the copy as `npm start` does, on a port of its own, and walks through the printed link. */
export async function startSite(ground: Ground): Promise<{ site: Site; seconds: number; stop: () => Promise<void> }> {
  const startedAt = performance.now()
  const child = spawn('node', ['deploy/bootstrap.mjs', 'start'], {
    cwd: ground.checkout,
    env: {
      ...process.env,
      HISTORY: '0',
      PORT: String(PORT),
      TERAKOYA_DATA: join(ground.folder, 'data'),
      TERAKOYA_BENCH: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = listen(child)
  const message = await said('started')
  const seconds = (performance.now() - startedAt) / 1000
  await said('images')
  const started = Started.parse(message)
  const token = new URL(started.link).searchParams.get('token')!
  const entered = await fetch(`${started.url}/evaluation/enter`, {
    method: 'POST',
    headers: { origin: started.url },
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  })
  const door = entered.headers.getSetCookie()[0]!.split(';')[0]!
  return { site: { ...started, door, startPid: firstChild(child.pid!) }, seconds, stop: () => stopSite(child) }
}

/** What the start says, by its type; each is kept until somebody asks. */
function listen(child: ChildProcess): (type: string) => Promise<unknown> {
  const output: Buffer[] = []
  const said = new Map<string, unknown>()
  let wake = () => {}
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  child.on('message', (message: { type: string }) => {
    said.set(message.type, message)
    output.length = 0
    wake()
  })
  child.on('exit', () => wake())
  return async (type) => {
    while (!said.has(type)) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The site ended with ${child.exitCode}:\n${Buffer.concat(output).toString().slice(-4000)}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
    return said.get(type)
  }
}

function stopSite(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
