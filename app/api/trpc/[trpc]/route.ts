import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { cookies } from 'next/headers'
import { appRouter } from '../../../../server/api/root.ts'
import { actorOfCookie, sessionCookieName } from '../../../../server/api/session.ts'
import { env } from '../../../../server/platform/env.ts'
import { createContext } from '../../../../server/platform/runtime.ts'

const MAX_BODY_BYTES = 2_500_000
/** Our own pages send eight at most. */
const MAX_BATCH = 10

function refuse(status: number, code: string): Response {
  return Response.json({ error: { message: code, data: { app: { code, reason: code, params: {} } } } }, { status })
}

/** A browser always sends Origin with a POST; another origin's page can never write. */
function isCrossSite(request: Request): boolean {
  if (request.method === 'GET') return request.headers.get('sec-fetch-site') === 'cross-site'
  return request.headers.get('origin') !== new URL(env().TERAKOYA_URL).origin
}

/** The body as far as it may go, whether or not its length was said beforehand; null when there is more. */
async function boundedBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

async function handler(request: Request): Promise<Response> {
  if (isCrossSite(request)) return refuse(403, 'crossSite')
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return refuse(413, 'too_large')
  const body = request.method === 'GET' ? undefined : await boundedBody(request)
  if (body === null) return refuse(413, 'too_large')
  const { url, method, headers } = request
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const peer = request.headers.get('x-terakoya-peer') ?? undefined
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(url, { method, headers, ...(body ? { body } : {}) }),
    maxBatchSize: MAX_BATCH,
    router: appRouter,
    createContext: async () => createContext(await actorOfCookie(cookie), { peer }),
    responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
  })
}

export { handler as GET, handler as POST }
