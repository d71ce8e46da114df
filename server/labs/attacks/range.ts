import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { overlay } from '../authoring/lab-parts.ts'
import type { Engine } from '../cli/engine.ts'
import { type LabFolder, readLabFolder } from '../cli/lab-folder.ts'
import { gradeSnapshot } from '../grading/grade-snapshot.ts'
import { deriveKeys } from '../grading/keys.ts'
import type { GradeResult } from '../grading/types.ts'
import { isRunning } from '../sandbox/processes.ts'
import type { RunSpec, SandboxLimits, SandboxOutcome } from '../sandbox/types.ts'
import { createWorkspace, createWorkspaceParent, type FileMap, removeWorkspace } from '../sandbox/workspace.ts'
import { type Snapshot, WorkspaceAgent } from '../sandbox/workspace-agent.ts'

/** Small, so that an attack that reaches them ends soon. */
export const LIMITS: SandboxLimits = {
  memoryMb: 96,
  processes: 24,
  cpus: 0.5,
  wallSeconds: 4,
  outputKb: 64,
  diskMb: 8,
}

export const SNAPSHOT_LIMITS = { maxFiles: 1000, maxBytes: 1024 * 1024, maxFileBytes: 256 * 1024 }

/** The lab's generator gives both bills from this seed. */
const SEED = Buffer.alloc(16, 42)
const MARK = 'TERAKOYA_STAND'
const LAB = fileURLToPath(new URL('./range-lab', import.meta.url))

export type Program = { sh: string } | { node: string } | { argv: string[] }

export interface Shot extends Partial<Pick<RunSpec, 'stdin' | 'extraReadOnly' | 'pty' | 'env' | 'onOutput'>> {
  program: Program
  files?: Record<string, string | Uint8Array>
  limits?: Partial<SandboxLimits>
}

interface GradeOptions {
  limits?: Partial<SandboxLimits>
  checkBudgetMs?: number
}

/** A workspace with its uid, and what may be done with it. */
export interface Stand {
  dir: string
  uid: number
  run(shot: Omit<Shot, 'files'>): Promise<SandboxOutcome>
  agent<T>(work: (agent: WorkspaceAgent) => Promise<T>): Promise<T>
  snapshot(): Promise<Snapshot>
  /** Host pids of what runs in it. */
  processes(): number[]
}

/** Where attacks are tried: the machine's real sandbox and grader, and a folder of the host to aim at. */
export class Range {
  readonly engine: Engine
  readonly lab: LabFolder = readLabFolder(LAB)
  readonly #hostDir: string
  #stands = 0

  private constructor(engine: Engine, hostDir: string) {
    this.engine = engine
    this.#hostDir = hostDir
  }

  static async open(engine: Engine): Promise<Range> {
    const hostDir = join(engine.workDir, `host-${randomBytes(6).toString('hex')}`)
    await createWorkspaceParent(engine.workDir)
    await mkdir(hostDir, { mode: 0o755 })
    return new Range(engine, hostDir)
  }

  async close(): Promise<void> {
    await rm(this.#hostDir, { recursive: true, force: true })
  }

  secret(): string {
    return `secret-${randomBytes(12).toString('hex')}`
  }

  /** A file of the host that every uid may read, by the host's own rules. */
  async hostFile(content: string): Promise<string> {
    const path = this.hostPath()
    await writeFile(path, content, { mode: 0o644 })
    return path
  }

  /** A name in the host's folder at which nothing is yet. */
  hostPath(): string {
    return join(this.#hostDir, randomBytes(8).toString('hex'))
  }

  /** A workspace for as long as `work` takes. */
  async withStand<T>(files: Record<string, string | Uint8Array>, work: (stand: Stand) => Promise<T>): Promise<T> {
    const { driver, image, uids, workDir } = this.engine
    const uid = uids.take()
    const dir = join(workDir, `stand-${process.pid}-${++this.#stands}`)
    const bytes = new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]))
    await createWorkspace(dir, bytes, uid)
    const run: Stand['run'] = ({ program, limits, env, ...rest }) =>
      driver.run({
        ...rest,
        env: { ...env, [MARK]: dir },
        image,
        workspaceDir: dir,
        uid,
        argv: argvOf(program),
        limits: { ...LIMITS, ...limits },
      }).outcome
    const agent: Stand['agent'] = async (use) => {
      const helper = new WorkspaceAgent(driver, { image, dir, uid, limits: LIMITS })
      try {
        return await use(helper)
      } finally {
        await helper.close()
      }
    }
    try {
      return await work({
        dir,
        uid,
        run,
        agent,
        processes: () => processesOf(uid, dir),
        snapshot: () => agent((helper) => helper.snapshot(SNAPSHOT_LIMITS)),
      })
    } finally {
      await removeWorkspace(dir)
      uids.give(uid)
    }
  }

  /** One run in a workspace of its own. */
  shoot({ files = {}, ...shot }: Shot): Promise<SandboxOutcome> {
    return this.withStand(files, (stand) => stand.run(shot))
  }

  /** Grades a submission for the range's own lab: the starter with these files over it. */
  grade(files: Record<string, string | Uint8Array>, options: GradeOptions = {}): Promise<GradeResult> {
    return this.#grade(this.engine, files, options)
  }

  #grade(engine: Engine, files: Record<string, string | Uint8Array>, options: GradeOptions): Promise<GradeResult> {
    const submitted: FileMap = new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]))
    return gradeSnapshot({
      ...engine,
      lab: this.lab.lab,
      keys: deriveKeys(SEED),
      mode: 'submit',
      snapshot: overlay(this.lab.starter, submitted),
      limits: { ...this.lab.lab.definition.limits, ...options.limits },
      checkBudgetMs: options.checkBudgetMs,
    })
  }

  /** Nothing starts in an image that is not there: a fault of ours. */
  gradeWithBrokenImage(files: Record<string, string | Uint8Array>): Promise<GradeResult> {
    const image = { ...this.engine.image, root: this.hostPath() }
    return this.#grade({ ...this.engine, image }, files, {})
  }

  gradeSolution(): Promise<GradeResult> {
    return this.grade(Object.fromEntries(this.lab.solution))
  }
}

function argvOf(program: Program): string[] {
  if ('sh' in program) return ['/bin/bash', '-c', program.sh]
  return 'node' in program ? ['node', '--input-type=module', '-e', program.node] : program.argv
}

export const textOf = ({ stdout, stderr }: SandboxOutcome) => stdout.toString('latin1') + stderr.toString('latin1')

/**
 * What of a stand runs on the host, by its uid; an ordinary user's sandboxes share one, so there by a mark in the
 * environment. A zombie runs nothing any more.
 */
/** The disk watch measures a workspace as its uid, from outside the sandbox: a child of ours, in our own pid namespace. */
function isMeasuring(pid: number): boolean {
  if (readlinkSync(`/proc/${pid}/ns/pid`) !== readlinkSync('/proc/self/ns/pid')) return false
  for (let ancestor = pid, steps = 0; ancestor > 1 && steps < 4; steps++) {
    const stat = readFileSync(`/proc/${ancestor}/stat`, 'utf8')
    ancestor = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (ancestor === process.pid) return /^(setpriv|sh|dash|du|tail)$/m.test(readFileSync(`/proc/${pid}/comm`, 'utf8'))
  }
  return false
}

function processesOf(uid: number, mark: string): number[] {
  const isOfStand = (pid: number) =>
    process.getuid?.() === 0
      ? new RegExp(`^Uid:\\s+${uid}\\s`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'))
      : readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${MARK}=${mark}\0`)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return isRunning(pid) && isOfStand(pid) && !isMeasuring(pid)
      } catch {
        return false
      }
    })
}
