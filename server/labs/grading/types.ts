import type { LabDefinition } from '../definition.ts'
import type { Image, SandboxDriver, SandboxLimits } from '../sandbox/types.ts'
import type { UidPool } from '../sandbox/uids.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import type { CheckTrace } from './check-traces.ts'
import type { AttemptKeys } from './keys.ts'
import type { GradingMode, Score } from './score.ts'

/** A lab as its folder holds it. `files` has at least `checks/`, `world/` and `starter/`, with these prefixes. */
export interface LabContent {
  definition: LabDefinition
  files: FileMap
}

export interface GradeRequest {
  driver: SandboxDriver
  image: Image
  lab: LabContent
  /** What the learner submitted. */
  snapshot: FileMap
  keys: AttemptKeys
  mode: GradingMode
  uids: UidPool
  /** Folder for this engine's short-lived workspaces. */
  workDir: string
  /** Default: the lab's own. */
  limits?: SandboxLimits
  /** Processor time and idleness of all runs of one check. Default: twice that of one run, at least 20 s. */
  checkBudgetMs?: number
  /** Learner sandboxes at a time. */
  concurrency?: number
  /** Multiplies how long a run that load starves is borne: more with every try. Default 1. */
  patience?: number
  /** Told of every text that a check sends into a learner's sandbox. */
  onSent?: (check: string, text: string) => void
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
  /** In mode `check` alone: told of each check whose program talked to a model or a world. */
  onTrace?: (trace: CheckTrace) => void
}

/** What a grade was made from: enough to make it again. */
export interface Provenance {
  imageDigest: string
  graderDigest: string
  contentDigest: string
  submissionDigest: string
  harnessVersion: string
  mode: GradingMode
  limits: SandboxLimits
}

export interface GradeMeasures {
  totalMs: number
  checkMs: Record<string, number>
  usage: Usage
}

export interface Graded extends Score {
  outcome: 'graded'
  provenance: Provenance
  /** Of everything above: equal for every replay. */
  replayDigest: string
  measures: GradeMeasures
  /** For the lab's author: what checks printed, and where one crashed. Never for learners. */
  diagnostics: string
}

/** A fault of ours. It costs the learner nothing and can be tried again. */
export interface Ungradable {
  outcome: 'ungradable'
  reason: string
  detail: string
  provenance: Provenance
  measures: GradeMeasures
  diagnostics: string
}

export type GradeResult = Graded | Ungradable

/** What the learner's programs of one grading used. */
export interface Usage {
  runs: number
  cpuMs: number
  peakMemoryBytes: number
}
