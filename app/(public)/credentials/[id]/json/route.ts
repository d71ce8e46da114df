import { faultOfCall } from '../../../../_features/calls/fault.ts'
import { api } from '../../../../_trpc/server.ts'

/** The signed document itself, byte for byte what the page verified. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  try {
    const { document } = await (await api()).credentials.show({ handle: id })
    return Response.json(document, {
      headers: {
        'content-type': 'application/vc',
        'content-disposition': `attachment; filename="credential-${id}.json"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (faultOfCall(error)) return new Response(null, { status: 404 })
    throw error
  }
}
