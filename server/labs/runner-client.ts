import { connect, type Socket } from 'node:net'
import { env } from '../platform/env.ts'
import { AppError, type ErrorCode, type ErrorParams } from '../platform/errors.ts'

type Reply = { ok: true; result: unknown } | { ok: false; code: ErrorCode; reason: string | null; params: ErrorParams }

const UNAVAILABLE = () => new AppError('unavailable', { reason: 'runnerAway' })

/** Opens a connection to the runner and sends the first line of it. */
export function dialRunner(method: string, params: Record<string, unknown>): Socket {
  const socket = connect(env().RUNNER_SOCKET)
  socket.write(`${JSON.stringify({ method, params })}\n`)
  return socket
}

/**
 * Asks the runner one thing over its unix socket.
 * @throws AppError what the runner refused, or `unavailable` (runnerAway) when it does not answer in `timeoutMs`
 */
export function callRunner<Result>(
  method: string,
  params: Record<string, unknown>,
  timeoutMs = 60_000,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const socket = dialRunner(method, params)
    const chunks: Buffer[] = []
    socket.setTimeout(timeoutMs, () => socket.destroy(UNAVAILABLE()))
    socket.on('error', () => reject(UNAVAILABLE()))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString()
      if (!text.endsWith('\n')) return reject(UNAVAILABLE())
      const reply = JSON.parse(text) as Reply
      if (reply.ok) return resolve(reply.result as Result)
      reject(new AppError(reply.code, { ...(reply.reason ? { reason: reply.reason } : {}), params: reply.params }))
    })
  })
}
