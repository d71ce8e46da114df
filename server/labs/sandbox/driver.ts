import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import { probeCapabilities } from './capabilities.ts'
import { findCgroups, removeOwnGroups, SandboxGroup, sweepCgroups } from './cgroups.ts'
import { DiskWatch } from './disk-watch.ts'
import { findHostTools, type HostTools, missingPrograms } from './host-tools.ts'
import { bwrapArguments, launchPlan } from './launcher.ts'
import { PipeStore } from './output-pipes.ts'
import { OwnViews, type View } from './own-views.ts'
import { LiveSandbox } from './process.ts'
import { inheritableDescriptors, isAlive, startOf } from './processes.ts'
import { seccompFilter } from './seccomp.ts'
import type { Capabilities, RunSpec, SandboxDriver, SandboxProcess } from './types.ts'

let sandboxes = 0

/**
 * The default driver: namespaces by bubblewrap, limits by cgroups where this process may make them. `stateDir` is a
 * folder of the driver's own, outside every workspace; it is made when missing.
 */
export function createBwrapDriver({ stateDir }: { stateDir: string }): SandboxDriver {
  return new BwrapDriver(stateDir)
}

class BwrapDriver implements SandboxDriver {
  readonly #runs: string
  readonly #published: string
  readonly #filter: string | null
  readonly #tools: HostTools | null = findHostTools()
  readonly #isRoot = process.getuid?.() === 0
  readonly #cgroups = findCgroups()
  readonly #leaked = inheritableDescriptors()
  readonly #views: OwnViews | null
  readonly #disk: DiskWatch | null
  readonly #pipes: PipeStore | null
  readonly #live = new Set<SandboxProcess>()
  #capabilities: Promise<Capabilities> | undefined

  constructor(stateDir: string) {
    this.#runs = join(stateDir, `runs-${process.pid}.${startOf(process.pid)}`)
    mkdirSync(stateDir, { recursive: true, mode: 0o711 })
    mkdirSync(this.#runs, { recursive: true, mode: 0o700 })
    this.#published = join(stateDir, 'published')
    mkdirSync(this.#published, { recursive: true, mode: 0o755 })
    this.#filter = writeFilter(this.#runs)
    this.#views = OwnViews.open(stateDir)
    this.#disk = this.#tools && new DiskWatch(this.#tools)
    this.#pipes = this.#tools && new PipeStore(this.#runs, this.#tools.mkfifo)
    sweepCgroups(this.#cgroups)
    removeDeadRuns(stateDir)
  }

  capabilities(): Promise<Capabilities> {
    this.#capabilities ??= probeCapabilities({
      driver: this,
      tools: this.#tools,
      isRoot: this.#isRoot,
      cgroups: this.#cgroups,
      hasFilter: this.#filter !== null,
      hasOwnViews: this.#views !== null,
    })
    return this.#capabilities
  }

  run(spec: RunSpec): SandboxProcess {
    const tools = this.#tools
    if (!tools) {
      throw new AppError('unavailable', {
        reason: 'sandbox_programs_missing',
        params: { programs: missingPrograms().join(', ') },
      })
    }
    // Its owner may have locked itself out, and would then have a sandbox that does not start: a fault that looks like ours.
    for (const dir of [spec.workspaceDir, spec.homeDir]) if (dir) chmodSync(dir, 0o700)
    const id = `s${++sandboxes}`
    const folder = join(this.#runs, id)
    const views = this.#viewsOf(spec)
    const files = this.#writeLaunchFiles(folder, spec, tools, views)
    const group = new SandboxGroup(this.#cgroups, id, spec.limits)
    const live = new LiveSandbox({
      id,
      spec,
      plan: launchPlan(spec, {
        tools,
        files,
        groups: group.folders,
        isRoot: this.#isRoot,
        countsTasks: this.#cgroups.pids !== null,
        leakedDescriptors: this.#leaked,
        views,
      }),
      group,
      output: files.output,
      readStatus: () => readOptional(files.status),
      watchDisk: (members, onExceeded) => this.#watchDisk(spec, members, onExceeded),
      onGone: () => {
        this.#live.delete(live)
        rmSync(folder, { recursive: true, force: true })
      },
    })
    this.#live.add(live)
    return live
  }

  /** What other sandboxes see too. A model's door is a folder of this run alone, and holds a socket. */
  #viewsOf({ image, extraReadOnly = [] }: RunSpec): View[] {
    const shared = [image.root, ...image.hostFolders.map(({ hostPath }) => hostPath)]
    const published = extraReadOnly.map(({ hostPath }) => hostPath).filter((path) => path.startsWith(this.#published))
    return this.#views?.of([...shared, ...published]) ?? []
  }

  #writeLaunchFiles(folder: string, spec: RunSpec, tools: HostTools, views: readonly View[]) {
    mkdirSync(folder, { mode: 0o700 })
    const files = {
      args: join(folder, 'args'),
      status: join(folder, 'status'),
      seccomp: this.#filter ?? '/dev/null',
      stdin: spec.pty || spec.stdin === 'open' || spec.stdin === undefined ? null : join(folder, 'stdin'),
      output: spec.pty ? null : { stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr') },
    }
    for (const path of Object.values(files.output ?? {})) this.#pipes?.take(path, this.#isRoot ? spec.uid : null)
    const options = {
      canDisableUserns: tools.canDisableUserns,
      seccomp: this.#filter !== null,
      seenAt: (path: string) => views.find(({ from }) => from.startsWith(`${path}:`))?.at ?? path,
      furniture: views.length > 0 ? this.#views!.arguments(views[0]!) : [],
    }
    writeFileSync(files.args, bwrapArguments(spec, options), { mode: 0o600 })
    if (files.stdin && spec.stdin !== undefined) {
      writeFileSync(files.stdin, spec.stdin, { mode: 0o400 })
      // /dev/stdin opens the file again, as the sandbox's uid.
      if (this.#isRoot) chownSync(files.stdin, spec.uid, spec.uid)
    }
    return files
  }

  #watchDisk(
    { workspaceDir, homeDir, uid, limits }: RunSpec,
    members: () => number[],
    onExceeded: () => void,
  ): () => void {
    if (!workspaceDir || !this.#disk) return () => {}
    const maxBytes = limits.diskMb * 1024 * 1024
    return this.#disk.watch({
      dirs: homeDir ? [workspaceDir, homeDir] : [workspaceDir],
      uid,
      maxBytes,
      members,
      onExceeded,
    })
  }

  publish(files: Readonly<Record<string, string>>): string {
    const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex')
    const folder = join(this.#published, digest.slice(0, 32))
    if (existsSync(folder)) return folder
    const unfinished = `${folder}.${process.pid}`
    mkdirSync(unfinished, { recursive: true, mode: 0o755 })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(unfinished, name), text, { mode: 0o644 })
    renameSync(unfinished, folder)
    return folder
  }

  async close(): Promise<void> {
    const outcomes = [...this.#live].map((sandbox) => {
      sandbox.kill()
      return sandbox.outcome
    })
    await Promise.allSettled(outcomes)
    rmSync(this.#runs, { recursive: true, force: true })
    removeOwnGroups(this.#cgroups)
  }
}

/** What drivers left that died without closing. */
function removeDeadRuns(stateDir: string): void {
  for (const name of readdirSync(stateDir)) {
    const [pid, start] = /^runs-(\d+)\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []
    if (pid && start && !isAlive(pid, start)) rmSync(join(stateDir, name), { recursive: true, force: true })
  }
}

function writeFilter(folder: string): string | null {
  const architecture = arch()
  if (architecture !== 'x64' && architecture !== 'arm64') return null
  const path = join(folder, 'seccomp.bpf')
  writeFileSync(path, seccompFilter(architecture), { mode: 0o600 })
  return path
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
