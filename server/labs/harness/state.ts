import { AsyncLocalStorage } from 'node:async_hooks'
import type { Server } from 'node:http'
import type { Call, CheckOutcome, Feedback, Json } from './protocol.ts'

export type CheckBody = (context: CheckContext) => Promise<void> | void

/** How a check says what it found. Returning without either means full points. */
export interface CheckContext {
  /** No points. */
  fail(feedback: Feedback): never
  /** `fraction` (0 to 1) of the points; the check does not count as passed. */
  partial(fraction: number, feedback: Feedback): never
}

export interface RunningCheck {
  id: string
  outcome: CheckOutcome | null
}

/** Shared by the entry point and the authors' API; filled before any check is imported. */
export const state = {
  params: null as Json,
  paramsKey: '',
  hiddenKey: null as string | null,
  checks: new Map<string, CheckBody>(),
  current: new AsyncLocalStorage<RunningCheck>(),
  /** By id; none of them listens anywhere. */
  models: [] as Server[],
  /** Told of every entry of a model's journal. */
  trace: (_model: number, _entry: unknown): void => {},
  /** Ends what runs with a model. */
  kill: (_model: number): void => {},
  ask: (_check: string, _call: Call): Promise<unknown> => Promise.reject(new Error('not connected')),
}
