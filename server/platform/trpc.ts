import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { initTRPC, TRPCError } from '@trpc/server'
import type { Context } from './context.ts'
import { AppError, type ErrorCode, type ErrorParams } from './errors.ts'
import { log, logFault } from './log.ts'
import { hasSoundTexts } from './sound-text.ts'

const TRANSPORT: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  not_found: 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  unauthenticated: 'UNAUTHORIZED',
  invalid_input: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  precondition_failed: 'PRECONDITION_FAILED',
  rate_limited: 'TOO_MANY_REQUESTS',
  too_large: 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
  expired: 'PRECONDITION_FAILED',
}

export interface ErrorData {
  code: ErrorCode | 'fault'
  reason: string | null
  params: ErrorParams
}

const t = initTRPC.context<Context>().create({
  errorFormatter({ shape, error }) {
    const known = error.cause instanceof AppError ? error.cause : null
    const isBadInput = error.code === 'BAD_REQUEST' && !known
    const app: ErrorData = known
      ? { code: known.code, reason: known.reason, params: known.params }
      : { code: isBadInput ? 'invalid_input' : 'fault', reason: isBadInput ? 'wrongShape' : null, params: {} }
    const { stack: _, ...data } = shape.data as typeof shape.data & { stack?: string }
    return { ...shape, message: app.reason ?? app.code, data: { ...data, app } }
  },
})

/** The one place where refusals become transport errors and faults lose their text. */
const procedure = t.procedure.use(async ({ next, path, ctx, type, getRawInput }) => {
  const startedAt = performance.now()
  if (!hasSoundTexts(await getRawInput()))
    throw new TRPCError({
      code: 'BAD_REQUEST',
      message: 'invalid_input',
      cause: new AppError('invalid_input', { reason: 'brokenText' }),
    })
  const result = await next()
  const ms = Math.round(performance.now() - startedAt)
  if (result.ok) {
    log('rpc', { path, type, ok: true, ms, requestId: ctx.requestId })
    return result
  }
  const { cause } = result.error
  if (cause instanceof AppError) {
    log('rpc', { path, type, ok: false, code: cause.code, reason: cause.reason, ms, requestId: ctx.requestId })
    throw new TRPCError({ code: TRANSPORT[cause.code], message: cause.code, cause })
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    logFault('rpc', cause ?? result.error, { path, ms, requestId: ctx.requestId })
  return result
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory
/** Every procedure; who may call it is decided by `authorise` in the use case. */
export { procedure }
