/** The ten ways a use case refuses. Transport codes and sentences are chosen by the caller, never here. */
export type ErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'unauthenticated'
  | 'invalid_input'
  | 'conflict'
  | 'precondition_failed'
  | 'rate_limited'
  | 'too_large'
  | 'unavailable'
  | 'expired'

export type ErrorParams = Record<string, string | number | boolean | null>

/** An expected refusal. `reason` names the sentence shown; `params` fill it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly reason: string | null
  readonly params: ErrorParams

  constructor(code: ErrorCode, options: { reason?: string; params?: ErrorParams; cause?: unknown } = {}) {
    super(options.reason ? `${code}: ${options.reason}` : code, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.reason = options.reason ?? null
    this.params = options.params ?? {}
  }
}
