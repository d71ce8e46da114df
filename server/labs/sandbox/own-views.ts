import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, NO_ENV } from './host-tools.ts'

/** A folder of the host that a sandbox sees through a superblock of its own, and where it is mounted for that. */
export interface View {
  from: string
  at: string
}

const DEVICES: Record<string, [major: number, minor: number]> = {
  null: [1, 3],
  zero: [1, 5],
  full: [1, 7],
  random: [1, 8],
  urandom: [1, 9],
  tty: [5, 0],
}
/** Counters of the whole machine: what one sandbox does shows in what another reads. Programs get what stood there once. */
const FROZEN = ['stat', 'meminfo', 'uptime', 'loadavg', 'vmstat', 'swaps']
const EMPTY_FILES = [
  ...['locks', 'zoneinfo', 'buddyinfo', 'pagetypeinfo', 'slabinfo', 'diskstats', 'interrupts', 'softirqs'],
  ...['schedstat', 'timer_list', 'keys', 'key-users'],
]
const EMPTY_FOLDERS = ['sys/fs', 'sys/kernel/pty', 'sys/kernel/random', 'pressure']
/** An image, the host's folders of a fallback, and what was published. */
const MOST_VIEWS = 12
/** Where a sandbox's own devices and files of /proc lie in its view of the image. */
const FURNITURE = '.own'

/**
 * What sandboxes share on disk is shown to each through a read-only overlay of its own: record locks, leases and
 * watches belong to an inode, and through one that two sandboxes can both open they would talk. Only root can mount.
 */
export class OwnViews {
  readonly #folder: string
  readonly #furniture: string
  readonly #empty: string

  private constructor(folder: string) {
    this.#folder = folder
    // A layout that changes gets another number: what a driver laid down stays.
    this.#furniture = join(folder, 'furniture-1')
    this.#empty = join(folder, 'empty')
  }

  /** Null where this process cannot give sandboxes views of their own. */
  static open(stateDir: string): OwnViews | null {
    if (process.getuid?.() !== 0 || /[:,\\]/.test(stateDir)) return null
    const views = new OwnViews(join(stateDir, 'views'))
    mkdirSync(views.#empty, { recursive: true, mode: 0o755 })
    for (let n = 0; n < MOST_VIEWS; n++) mkdirSync(join(views.#folder, String(n)), { recursive: true, mode: 0o755 })
    try {
      if (!existsSync(views.#furniture)) views.#furnish()
      const [view] = views.of([views.#empty])
      const device = `"${view!.at}/${FURNITURE}/dev/null"`
      const tried = `mount -t overlay -o "ro,lowerdir=${view!.from}" overlay "${view!.at}" && [ -c ${device} ] && echo x > ${device}`
      execFileSync(findProgram('unshare')!, ['--mount', '--propagation', 'private', '/bin/sh', '-ec', tried], {
        env: NO_ENV,
        stdio: 'ignore',
      })
      return views
    } catch {
      return null
    }
  }

  #furnish(): void {
    const unfinished = `${this.#furniture}.${process.pid}`
    for (const name of ['dev', 'proc', 'none'])
      mkdirSync(join(unfinished, FURNITURE, name), { recursive: true, mode: 0o755 })
    for (const [name, [major, minor]] of Object.entries(DEVICES)) {
      const path = join(unfinished, FURNITURE, 'dev', name)
      execFileSync('mknod', ['-m', '666', path, 'c', String(major), String(minor)], { env: NO_ENV })
    }
    for (const name of FROZEN)
      if (existsSync(`/proc/${name}`))
        writeFileSync(join(unfinished, FURNITURE, 'proc', name), readFileSync(`/proc/${name}`), { mode: 0o444 })
    writeFileSync(join(unfinished, FURNITURE, 'proc', 'empty'), '', { mode: 0o444 })
    try {
      renameSync(unfinished, this.#furniture)
    } catch (error) {
      // Another driver was faster.
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(this.#furniture)) throw error
    }
  }

  /**
   * One view for each folder; the first, the image's, has the furniture in it. Mount points are the same for all: each
   * launcher has its own mounts.
   */
  of(folders: readonly string[]): View[] {
    const all = [...new Set(folders)]
    if (all.length > MOST_VIEWS) throw new Error('A sandbox has more views than there are places for')
    return all.map((from, index) => ({
      from: `${from}:${index === 0 ? this.#furniture : this.#empty}`,
      at: join(this.#folder, String(index)),
    }))
  }

  /** bwrap's arguments that lay the furniture over the machine's own; `image` is the view of the image. */
  arguments(image: View): string[] {
    const at = join(image.at, FURNITURE)
    const shown = (name: string) => existsSync(`/proc/${name}`)
    return [
      ...Object.keys(DEVICES).flatMap((name) => ['--dev-bind', `${at}/dev/${name}`, `/dev/${name}`]),
      ...FROZEN.filter(shown).flatMap((name) => ['--ro-bind', `${at}/proc/${name}`, `/proc/${name}`]),
      ...EMPTY_FILES.filter(shown).flatMap((name) => ['--ro-bind', `${at}/proc/empty`, `/proc/${name}`]),
      ...EMPTY_FOLDERS.filter(shown).flatMap((name) => ['--ro-bind', `${at}/none`, `/proc/${name}`]),
    ]
  }
}
