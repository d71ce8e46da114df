import { faultOfCall } from '../../../_features/calls/fault.ts'
import { pathOf } from '../../../_features/notices/path-of.ts'
import { api } from '../../../_trpc/server.ts'

/** Marks one's notice as read and leads to what it is about; to everybody else it is not there. */
export async function GET(_: Request, { params }: { params: Promise<{ noticeId: string }> }): Promise<Response> {
  try {
    const location = pathOf(await (await api()).notices.open(await params))
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  } catch (error) {
    if (!faultOfCall(error)) throw error
    return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  }
}
