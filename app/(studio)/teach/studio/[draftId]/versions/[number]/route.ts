import { faultOfCall } from '../../../../../../_features/calls/fault.ts'
import { api } from '../../../../../../_trpc/server.ts'

/** A published version as a folder in an archive, for review and for keeping under version control. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ draftId: string; number: string }> },
): Promise<Response> {
  const { draftId, number } = await params
  try {
    const { file, name } = await (await api()).studio.archive({ draftId, number: Number(number) })
    return new Response(new Uint8Array(Buffer.from(file, 'base64')), {
      headers: {
        'content-type': 'application/x-tar',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (!faultOfCall(error)) throw error
    return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  }
}
