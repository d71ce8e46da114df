import { faultOfCall } from '../../../_features/calls/fault.ts'
import { api } from '../../../_trpc/server.ts'

/** The archive that its own person asked for; to everybody else it is not there. */
export async function GET(_: Request, { params }: { params: Promise<{ exportId: string }> }): Promise<Response> {
  try {
    const { file, day } = await (await api()).sovereignty.downloadExport(await params)
    return new Response(new Uint8Array(Buffer.from(file, 'base64')), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="terakoya-${day}.zip"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (!faultOfCall(error)) throw error
    return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  }
}
