import { z } from 'zod'
import { selectOptionalStatusDocument } from '../../../server/credentials/index.ts'
import type { Id } from '../../../server/platform/ids.ts'
import { createContext } from '../../../server/platform/runtime.ts'

/** The signed status list of a credential, for any verifier: it names nobody. */
export async function GET(_request: Request, { params }: { params: Promise<{ listId: string }> }): Promise<Response> {
  const listId = z.uuid().safeParse((await params).listId)
  if (!listId.success) return new Response(null, { status: 404 })
  const ctx = createContext({ kind: 'anonymous' })
  const document = await selectOptionalStatusDocument(ctx, listId.data as Id<'statusList'>)
  if (!document) return new Response(null, { status: 404 })
  return Response.json(document, {
    headers: {
      'content-type': 'application/vc',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
