import { createContext } from '../../server/platform/runtime.ts'
import { readIssuerDocument } from '../../server/sovereignty/index.ts'

/** Public halves of this site's signing keys with their times, for whoever checks a signature without us. */
export async function GET(): Promise<Response> {
  return Response.json(await readIssuerDocument(createContext({ kind: 'anonymous' })), {
    headers: {
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
