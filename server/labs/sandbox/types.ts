/** A read-only root file system that sandboxes start from. */
export interface Image {
  name: string
  /** sha-256 of the image's manifest, hex. */
  digest: string
  /** Folder on the host, owned by the image store, readable by every sandbox uid. */
  root: string
  /** Host folders shown read-only inside; empty for a built image. */
  hostFolders: readonly { hostPath: string; at: string }[]
  /** 'host' shows the machine's own programs: a fallback that says so wherever it is used. */
  origin: 'built' | 'host'
}

/** Sizes in MiB or KiB as named, times in seconds. 0 means no limit where that is said. */
export interface SandboxLimits {
  memoryMb: number
  processes: number
  cpus: number
  /** Of processor time; and as long it may stand idle. Load moves neither. 0 or absent: until it ends or is killed. */
  cpuSeconds?: number
  /** By the clock on the wall, for what is no matter of grades. 0 or absent: until it ends or is killed. */
  wallSeconds?: number
  /** Standard output and error together. 0: not counted (terminals). */
  outputKb: number
  diskMb: number
}

export interface TerminalSize {
  cols: number
  rows: number
}

export type OutputStream = 'stdout' | 'stderr' | 'terminal'

export interface RunSpec {
  image: Image
  /** Bound at /workspace for writing; null: an empty read-only /workspace. */
  workspaceDir: string | null
  /** Bound at /home/learner for writing, and counted with the workspace: what is cached there makes the next start faster. */
  homeDir?: string
  /** Host uid of this sandbox; no other live sandbox may have it. Ignored where the driver is not root. */
  uid: number
  argv: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Bytes known beforehand, or 'open' to `write` and `endInput` later. Default: empty. */
  stdin?: string | Uint8Array | 'open'
  limits: SandboxLimits
  /** `at` lies under /run. */
  extraReadOnly?: readonly { hostPath: string; at: string }[]
  pty?: TerminalSize
  onOutput?: (stream: OutputStream, chunk: Buffer) => void
  /** Default true: `stdout` and `stderr` of the outcome hold what was printed, up to the cap. */
  keepOutput?: boolean
  signal?: AbortSignal
  /** Whether something outside owes the program an answer: waiting for it is not idleness. */
  isOwed?: () => boolean
  /** Multiplies how long a run that load starves is borne. Default 1. */
  patience?: number
}

/** `cpu` and `idle`: its time is over by its own doing; `load`: this machine had none for it, which proves nothing. */
export type StopReason = 'wall' | 'cpu' | 'idle' | 'load' | 'output' | 'disk' | 'memory' | 'caller'

export interface SandboxOutcome {
  /** null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  /** Why the driver stopped it; null: it ended by itself. */
  stopped: StopReason | null
  timedOut: boolean
  oomKilled: boolean
  outputCapped: boolean
  diskExceeded: boolean
  stdout: Buffer
  stderr: Buffer
  wallMs: number
  /** null where nothing counts it. */
  cpuMs: number | null
  /** How long it did nothing, counted only where `cpuSeconds` limits it. */
  idleMs: number
  peakMemoryBytes: number | null
}

/** One process tree in namespaces of its own. It is dead, whole, when `outcome` settles. */
export interface SandboxProcess {
  readonly id: string
  /** @throws AppError unavailable/sandbox_did_not_start when the fault is ours, never the program's */
  readonly outcome: Promise<SandboxOutcome>
  write(data: string | Uint8Array): void
  endInput(): void
  resize(size: TerminalSize): void
  pause(): void
  resume(): void
  kill(): void
}

export type Enforcement = 'yes' | 'watched' | 'no'

export interface Capabilities {
  /** A sandbox can start here. */
  works: boolean
  /** What the launcher said when it cannot. */
  problem: string | null
  bwrapVersion: string | null
  cgroup: 'v1' | 'v2' | null
  enforced: {
    namespaces: Enforcement
    seccomp: Enforcement
    nestedNamespacesRefused: Enforcement
    uidPerSandbox: Enforcement
    /** Nothing on disk is one inode to two sandboxes. */
    ownViews: Enforcement
    memory: Enforcement
    processes: Enforcement
    cpus: Enforcement
    wholeTreeKill: Enforcement
    wallClock: Enforcement
    output: Enforcement
    disk: Enforcement
  }
}

export interface SandboxDriver {
  capabilities(): Promise<Capabilities>
  run(spec: RunSpec): SandboxProcess
  /** Lays files in a read-only folder that `extraReadOnly` can show to sandboxes of any uid. Same files, same folder. */
  publish(files: Readonly<Record<string, string>>): string
  /** Kills what still runs and removes what the driver made on disk and in cgroups. */
  close(): Promise<void>
}

/** One line of the doctor's report. `code` and `params` stand for the same as `title` and `detail` say in English. */
export interface Diagnosis {
  id: string
  title: string
  ok: boolean
  enforced: Enforcement
  code: string
  params: Record<string, string>
  detail: string
  /** The exact command that helps; null where none does or none is needed. */
  fix: string | null
}
