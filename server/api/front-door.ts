import type { IncomingMessage } from 'node:http'
import { env } from '../platform/env.ts'

export interface Refusal {
  status: number
  text: string
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

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
