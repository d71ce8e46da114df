/** Part of every result's provenance. Raise it when the same checks could judge the same submission otherwise. */
export const HARNESS_VERSION = '1'

/** What a program finds as `$MODEL_API_KEY`. It guards nothing: a service that asks for no key would teach nothing. */
export const MODEL_API_KEY = 'lab-key'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export interface Text {
  en: string
  ja: string
}

export interface Feedback {
  text: Text
  expected?: string
  seen?: string
  where?: { file: string; line?: number }
}

export interface RunResult {
  exitCode: number | null
  signal: string | null
  stdout: string
  stderr: string
  timedOut: boolean
  oomKilled: boolean
  outputCapped: boolean
}

export interface RunOptions {
  stdin?: string
  env?: Record<string, string>
  /** Processor time, and as long it may stand idle. Default: the lab's own limit. */
  cpuMs?: number
  /** `id` of a model that this run may reach, at `$MODEL_SOCKET`. */
  model?: number
}

export type Call =
  | { operation: 'run'; argv: string[]; options: RunOptions }
  | { operation: 'readFile'; path: string }
  | { operation: 'writeFile'; path: string; text: string }

export type CheckOutcome =
  | { status: 'passed' }
  | { status: 'partial'; fraction: number; feedback: Feedback }
  | { status: 'failed'; feedback: Feedback }
  /** The check itself threw something else than a verdict. */
  | { status: 'crashed'; detail: string }

/** Bytes of a connection between a learner's program and a model, base64; null: this side has no more. */
export interface Wire {
  type: 'wire'
  connection: number
  data: string | null
}

/** One JSON document a line, both ways. */
export type FromHarness =
  | { type: 'ready'; registered: string[]; generated: Generated }
  | { type: 'broken'; detail: string }
  | { type: 'started'; check: string }
  | { type: 'call'; id: number; check: string; call: Call }
  | { type: 'finished'; check: string; outcome: CheckOutcome }
  | { type: 'served' }
  /** Ends whatever runs with this model, with SIGKILL. */
  | { type: 'kill'; model: number }
  /** A `JournalEntry` of a model, if the author's code left it one. */
  | { type: 'trace'; model: number; entry: unknown }
  | Wire
  | { type: 'done' }

export type ToHarness =
  | { type: 'prepare'; paramsKey: string; hiddenKey: string | null; paramsModule: string; checkModules: string[] }
  | { type: 'go'; checks: string[]; concurrency: number; isTraced: boolean }
  | { type: 'serve'; module: string }
  | (Wire & { model: number })
  | { type: 'reply'; id: number; ok: true; value: unknown }
  | { type: 'reply'; id: number; ok: false; reason: string }

/** What `world/params.ts` returns. */
export interface Generated {
  params: Json
  files: Record<string, string>
}
