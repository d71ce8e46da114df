import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type HostTools, NO_ENV } from './host-tools.ts'

const TICK_MS = 250
/** Everything is measured again at least this often, however quiet the disk. */
const QUIET_TICKS = 8
const NOISE_BYTES = 4 * 1024 * 1024
const NOISE_FILES = 500
export const WORKSPACE_MAX_FILES = 20_000

interface Watched {
  /** On one file system. */
  dirs: readonly [string, ...string[]]
  uid: number
  maxBytes: number
  members: () => number[]
  onExceeded: () => void
  measuring: boolean
  quietTicks: number
}

/**
 * Watches the size of live workspaces where no file system quota can be assumed. One look at the free space per tick
 * tells whether anything has to be measured; measuring runs as the sandbox's uid.
 */
export class DiskWatch {
  readonly #tools: HostTools
  readonly #watched = new Set<Watched>()
  #timer: NodeJS.Timeout | undefined
  #free = new Map<string, { bytes: number; files: number }>()

  constructor(tools: HostTools) {
    this.#tools = tools
  }

  /** @returns stops watching */
  watch(target: Pick<Watched, 'dirs' | 'uid' | 'maxBytes' | 'members' | 'onExceeded'>): () => void {
    const watched: Watched = { ...target, measuring: false, quietTicks: 0 }
    this.#watched.add(watched)
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS).unref()
    return () => {
      this.#watched.delete(watched)
      if (this.#watched.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
      this.#free.clear()
    }
  }

  #tick(): void {
    const changes = new Map<string, boolean>()
    for (const watched of this.#watched) {
      const key = dirname(watched.dirs[0])
      let hasChanged = changes.get(key)
      if (hasChanged === undefined) {
        hasChanged = this.#hasChanged(key)
        changes.set(key, hasChanged)
      }
      watched.quietTicks++
      if (watched.measuring || (!hasChanged && watched.quietTicks < QUIET_TICKS)) continue
      watched.quietTicks = 0
      void this.#measure(watched)
    }
  }

  /** Growth counts too: what one sandbox fills, another may be freeing in the same moment. */
  #hasChanged(folder: string): boolean {
    try {
      const { bavail, bsize, ffree } = statfsSync(folder)
      const now = { bytes: bavail * bsize, files: ffree }
      const before = this.#free.get(folder)
      const hasChanged =
        !before || Math.abs(before.bytes - now.bytes) > NOISE_BYTES || Math.abs(before.files - now.files) > NOISE_FILES
      if (hasChanged) this.#free.set(folder, now)
      return hasChanged
    } catch {
      return false
    }
  }

  async #measure(watched: Watched): Promise<void> {
    watched.measuring = true
    const { bytes, files } = await measureFolders(this.#tools, watched)
    const hidden = unlinkedBytes(watched.members(), watched.dirs[0])
    watched.measuring = false
    if (this.#watched.has(watched) && (bytes + hidden > watched.maxBytes || files > WORKSPACE_MAX_FILES)) {
      watched.onExceeded()
    }
  }
}

/** Sees folders their owner made unreadable, and nothing else that the sandbox's uid may not. */
export function measureFolders(
  tools: HostTools,
  { dirs, uid }: { dirs: readonly string[]; uid: number },
): Promise<{ bytes: number; files: number }> {
  const asOwner =
    process.getuid?.() === 0
      ? [
          ...['--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--bounding-set=-all,+dac_read_search'],
          ...['--inh-caps=-all,+dac_read_search', '--ambient-caps=-all,+dac_read_search', '--no-new-privs'],
        ]
      : ['--no-new-privs']
  const script = 'du=$1; shift; "$du" -scx --block-size=1 -- "$@" | tail -n 1; "$du" -scx --inodes -- "$@" | tail -n 1'
  const argv = [...asOwner, tools.shell, '-c', script, 'measure', tools.du, ...dirs]
  return new Promise((resolve) => {
    execFile(tools.setpriv, argv, { env: NO_ENV, timeout: 10_000, killSignal: 'SIGKILL' }, (_error, stdout) => {
      const [bytes, files] = stdout.split('\n').map((line) => Number.parseInt(line, 10))
      resolve({ bytes: bytes || 0, files: files || 0 })
    })
  })
}

/** Files that were removed while open or mapped still fill the disk and are in no folder. */
function unlinkedBytes(pids: readonly number[], dir: string): number {
  const counted = new Map<number, number>()
  const device = deviceOf(dir)
  for (const pid of pids) {
    for (const path of [...openFiles(pid), ...mappedFiles(pid)]) {
      try {
        const { dev, ino, nlink, blocks } = statSync(path)
        if (dev === device && nlink === 0) counted.set(ino, blocks * 512)
      } catch {
        // Closed in the meantime.
      }
    }
  }
  return [...counted.values()].reduce((sum, bytes) => sum + bytes, 0)
}

function deviceOf(dir: string): number {
  try {
    return statSync(dir).dev
  } catch {
    return -1
  }
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((descriptor) => `/proc/${pid}/fd/${descriptor}`)
  } catch {
    return []
  }
}

function mappedFiles(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith(' (deleted)'))
      .map((line) => `/proc/${pid}/map_files/${line.slice(0, line.indexOf(' '))}`)
  } catch {
    return []
  }
}
