/** What checks and worlds import from `#harness`, for the editor alone: the runner brings the harness itself. */
export const HARNESS_TYPES = `
declare module '#harness' {
  export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
  export interface Text { en: string; ja: string }
  export interface Feedback { text: Text; expected?: string; seen?: string; where?: { file: string; line?: number } }
  export interface RunOptions { stdin?: string; env?: Record<string, string>; cpuMs?: number }
  export interface RunResult {
    exitCode: number | null
    signal: string | null
    stdout: string
    stderr: string
    timedOut: boolean
    oomKilled: boolean
    outputCapped: boolean
  }
  export interface Random {
    /** Both ends included. */
    int(min: number, max: number): number
    pick<T>(items: readonly T[]): T
    shuffle<T>(items: readonly T[]): T[]
    chance(probability: number): boolean
    hex(bytes: number): string
  }
  export interface CheckContext {
    fail(feedback: Feedback): never
    partial(fraction: number, feedback: Feedback): never
  }
  /** What the learner was shown: the params of world/params.ts on this attempt's key. */
  export const params: Json
  /** Registers the check that lab.yaml expects under this id. */
  export function check(id: string, body: (t: CheckContext) => void | Promise<void>): void
  /** A stream seeded by what the learner was shown: for visible checks. */
  export function shown(stream: string): Random
  /** A stream that no learner can foresee: for hidden checks, on Submit only. */
  export function hidden(stream: string): Random
  /** Runs a program in the learner's sandbox, in the workspace. */
  export function run(argv: string[], options?: RunOptions): Promise<RunResult>
  /** Text of a regular file of the learner's workspace; null when there is none. */
  export function readFile(path: string): Promise<string | null>
  /** Puts a file into the learner's workspace, for the next run of this check. */
  export function writeFile(path: string, text: string): Promise<void>
}
`
