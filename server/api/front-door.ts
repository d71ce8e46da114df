import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { env } from '../platform/env.ts'

export interface Refusal {
  status: number
  text: string
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/

/**
 * The network address of who asks, for limits alone. Behind the proxy of this machine it is the last address that was
 * forwarded: the one that the proxy itself saw and wrote, whatever the client claimed before it.
 */
export function peerOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const near = request.socket.remoteAddress ?? 'unknown'
  if (env().TERAKOYA_MODE !== 'production' || !LOOPBACK.test(near)) return near
  const last = [request.headers['x-forwarded-for']].flat().at(-1)?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) ? last : near
}

/**
 * Whether a request may enter at all. The Host must be the site's (no DNS rebinding), a write or an upgrade must come
 * from the site's own origin, and evaluation mode refuses anything that went through a proxy: it is for one machine.
 */
export function refusalOf(request: IncomingMessage): Refusal | null {
  const site = new URL(env().TERAKOYA_URL)
  if (request.headers.host !== site.host) return { status: 421, text: `This site answers as ${site.host} only.\n` }
  if (env().TERAKOYA_MODE === 'evaluation' && FORWARDED.some((name) => request.headers[name] !== undefined)) {
    return {
      status: 403,
      text: 'Evaluation mode refuses forwarded requests. Use production mode (npm run serve) behind a proxy.\n',
    }
  }
  const { origin } = request.headers
  const writes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? 'GET') || request.headers.upgrade !== undefined
  if (origin !== undefined && origin !== site.origin && writes)
    return { status: 403, text: 'Requests from other sites are refused.\n' }
  if (origin === undefined && request.headers.upgrade !== undefined)
    return { status: 403, text: 'Requests from other sites are refused.\n' }
  return null
}
