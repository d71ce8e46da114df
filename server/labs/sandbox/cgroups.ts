import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startOf } from './processes.ts'
import type { SandboxLimits } from './types.ts'

/** Where this machine lets us make groups. v1 has a folder per controller, v2 one for all. */
export interface CgroupSupport {
  version: 'v1' | 'v2' | null
  memory: string | null
  pids: string | null
  cpu: string | null
  cpuacct: string | null
  /** A v2 hierarchy, with or without controllers: its `cgroup.kill` ends a tree in one write. */
  killer: string | null
}

const NOTHING: CgroupSupport = { version: null, memory: null, pids: null, cpu: null, cpuacct: null, killer: null }
const PARENT = 'terakoya'
const MIB = 1024 * 1024

/** Finds, and for v2 enables, the controllers. Call once per process; needs root. */
export function findCgroups(base = '/sys/fs/cgroup'): CgroupSupport {
  if (process.getuid?.() !== 0 || !existsSync(base)) return NOTHING
  try {
    return existsSync(join(base, 'cgroup.controllers')) ? unifiedSupport(base) : splitSupport(base)
  } catch {
    return NOTHING
  }
}

function splitSupport(base: string): CgroupSupport {
  const controller = (name: string) => (canMakeGroups(join(base, name)) ? join(base, name, PARENT) : null)
  const unified = join(base, 'unified')
  return {
    version: 'v1',
    memory: controller('memory'),
    pids: controller('pids'),
    cpu: controller('cpu'),
    cpuacct: controller('cpuacct'),
    killer: existsSync(join(unified, 'cgroup.procs')) && canMakeGroups(unified) ? join(unified, PARENT) : null,
  }
}

function unifiedSupport(base: string): CgroupSupport {
  const wanted = ['memory', 'pids', 'cpu']
  const offered = readFileSync(join(base, 'cgroup.controllers'), 'utf8').trim().split(' ')
  const missing = wanted.filter((name) => offered.includes(name) && !delegates(base, name))
  if (missing.length > 0) {
    try {
      delegate(base, missing)
    } catch {
      // In a container our own processes stand in the root group, and v2 hands controllers on from empty groups only.
      moveOwnProcesses(base, join(base, `${PARENT}-host`))
      delegate(base, missing)
    }
  }
  const parent = join(base, PARENT)
  mkdirSync(parent, { recursive: true })
  const usable = wanted.filter((name) => delegates(base, name))
  delegate(parent, usable)
  const where = (name: string) => (usable.includes(name) ? parent : null)
  return {
    version: 'v2',
    memory: where('memory'),
    pids: where('pids'),
    cpu: where('cpu'),
    cpuacct: parent,
    killer: parent,
  }
}

const delegates = (group: string, name: string) =>
  readFileSync(join(group, 'cgroup.subtree_control'), 'utf8').trim().split(' ').includes(name)

function delegate(group: string, names: string[]): void {
  if (names.length > 0) writeFileSync(join(group, 'cgroup.subtree_control'), names.map((name) => `+${name}`).join(' '))
}

function moveOwnProcesses(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const pid of readFileSync(join(from, 'cgroup.procs'), 'utf8').trim().split('\n')) {
    try {
      writeFileSync(join(to, 'cgroup.procs'), pid)
    } catch {
      // It ended in the meantime.
    }
  }
}

function canMakeGroups(hierarchy: string): boolean {
  try {
    mkdirSync(join(hierarchy, PARENT), { recursive: true })
    return true
  } catch {
    return false
  }
}

/** The limits of one sandbox. Made before it starts; its launcher joins `folders` before anything else runs. */
export class SandboxGroup {
  readonly folders: string[]
  readonly #support: CgroupSupport
  readonly #name: string

  constructor(support: CgroupSupport, id: string, limits: SandboxLimits) {
    this.#support = support
    this.#name = join(`${process.pid}.${startOf(process.pid)}`, id)
    const { memory, pids, cpu, cpuacct, killer } = support
    const parents = [...new Set([memory, pids, cpu, cpuacct, killer])].filter((path) => path !== null)
    this.folders = parents.map((path) => join(path, this.#name))
    if (support.version === 'v2') this.#delegateToOwner(parents)
    for (const folder of this.folders) mkdirSync(folder, { recursive: true })
    this.#limit(limits)
  }

  /** v2 hands controllers down one level at a time. */
  #delegateToOwner(parents: string[]): void {
    for (const parent of parents) {
      const owner = join(parent, this.#name, '..')
      if (existsSync(owner)) continue
      mkdirSync(owner)
      delegate(
        owner,
        ['memory', 'pids', 'cpu'].filter((name) => delegates(parent, name)),
      )
    }
  }

  #limit({ memoryMb, processes, cpus }: SandboxLimits): void {
    const bytes = String(memoryMb * MIB)
    // bwrap's two own processes count.
    const tasks = String(processes + 2)
    if (this.#support.version === 'v2') {
      this.#write('memory', 'memory.max', bytes)
      this.#write('memory', 'memory.swap.max', '0', 'optional')
      this.#write('memory', 'memory.oom.group', '1', 'optional')
      this.#write('cpu', 'cpu.max', `${Math.round(cpus * 100_000)} 100000`)
    } else {
      this.#write('memory', 'memory.limit_in_bytes', bytes)
      this.#write('memory', 'memory.memsw.limit_in_bytes', bytes, 'optional')
      this.#write('cpu', 'cpu.cfs_quota_us', String(Math.round(cpus * 100_000)))
    }
    this.#write('pids', 'pids.max', tasks)
  }

  #path(controller: 'memory' | 'pids' | 'cpu' | 'cpuacct' | 'killer', file: string): string | null {
    const parent = this.#support[controller]
    return parent && join(parent, this.#name, file)
  }

  #write(controller: 'memory' | 'pids' | 'cpu', file: string, value: string, need?: 'optional'): void {
    const path = this.#path(controller, file)
    if (!path || (need === 'optional' && !existsSync(path))) return
    writeFileSync(path, value)
  }

  #read(controller: 'memory' | 'cpuacct', file: string): string | null {
    const path = this.#path(controller, file)
    try {
      return path && readFileSync(path, 'utf8')
    } catch {
      return null
    }
  }

  oomKills(): number {
    const text = this.#read('memory', this.#support.version === 'v2' ? 'memory.events' : 'memory.oom_control')
    return Number(text?.match(/^oom_kill (\d+)$/m)?.[1] ?? 0)
  }

  peakMemoryBytes(): number | null {
    const text = this.#read('memory', this.#support.version === 'v2' ? 'memory.peak' : 'memory.max_usage_in_bytes')
    return text === null ? null : Number(text)
  }

  cpuMs(): number | null {
    if (this.#support.version === 'v2') {
      const microseconds = this.#read('cpuacct', 'cpu.stat')?.match(/^usage_usec (\d+)$/m)?.[1]
      return microseconds === undefined ? null : Math.round(Number(microseconds) / 1e3)
    }
    const nanoseconds = this.#read('cpuacct', 'cpuacct.usage')
    return nanoseconds === null ? null : Math.round(Number(nanoseconds) / 1e6)
  }

  /** Ends every process in the group, those that fork in the meantime too. */
  kill(): void {
    const killer = this.#path('killer', 'cgroup.kill')
    if (killer && existsSync(killer)) {
      writeFileSync(killer, '1')
      return
    }
    for (const pid of this.members()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended between the reading and the killing.
      }
    }
  }

  members(): number[] {
    const folder = this.folders.at(-1)
    if (!folder) return []
    try {
      return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number)
    } catch {
      return []
    }
  }

  /** True when the folders are gone; false while a dying process still holds one. */
  remove(): boolean {
    return this.folders.every(removeFolder)
  }
}

function removeFolder(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch {
    return !existsSync(folder)
  }
}

/** Removes the groups of processes that died without doing so; their sandboxes died with them. */
export function sweepCgroups(support: CgroupSupport): void {
  const { memory, pids, cpu, cpuacct, killer } = support
  for (const parent of new Set([memory, pids, cpu, cpuacct, killer])) {
    if (!parent || !existsSync(parent)) continue
    for (const owner of readdirSync(parent, { withFileTypes: true })) {
      const [pid, start] = owner.name.split('.').map(Number)
      if (!owner.isDirectory() || !pid || !start || isAlive(pid, start)) continue
      const folder = join(parent, owner.name)
      for (const child of readdirSync(folder, { withFileTypes: true })) {
        if (child.isDirectory()) removeFolder(join(folder, child.name))
      }
      removeFolder(folder)
    }
  }
}

/** Removes this process's own parent groups once its sandboxes are gone. */
export function removeOwnGroups(support: CgroupSupport): void {
  const { memory, pids, cpu, cpuacct, killer } = support
  for (const parent of new Set([memory, pids, cpu, cpuacct, killer])) {
    if (parent) removeFolder(join(parent, `${process.pid}.${startOf(process.pid)}`))
  }
}
