import { faultOfCall, sentenceOf } from '../../../../../_features/calls/fault.ts'
import { api } from '../../../../../_trpc/server.ts'

const TYPES = { 'utf-8': 'utf-8', 'utf-8-bom': 'utf-8', shift_jis: 'Shift_JIS' } as const

function isEncoding(value: string | null): value is keyof typeof TYPES {
  return value !== null && Object.hasOwn(TYPES, value)
}

/** The roster as CSV in the encoding that the spreadsheet at hand understands. */
export async function GET(request: Request, { params }: { params: Promise<{ cohortId: string }> }): Promise<Response> {
  const { cohortId } = await params
  const wanted = new URL(request.url).searchParams.get('encoding')
  const encoding = isEncoding(wanted) ? wanted : 'utf-8-bom'
  try {
    const { file, day } = await (await api()).cohorts.exportRoster({ cohortId, encoding })
    return new Response(new Uint8Array(Buffer.from(file, 'base64')), {
      headers: {
        'content-type': `text/csv; charset=${TYPES[encoding]}`,
        'content-disposition': `attachment; filename="roster-${day}.csv"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    if (fault.code !== 'precondition_failed') return new Response(null, { status: 404 })
    const text = await sentenceOf(fault)
    return new Response(text, { status: 412, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }
}
