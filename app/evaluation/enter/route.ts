import { NextResponse } from 'next/server'
import { EVALUATION_COOKIE, openEvaluationDoor } from '../../../server/api/evaluation.ts'
import { env } from '../../../server/platform/env.ts'

/** The button behind the printed link: exchanges its one-time token for the cookie that opens the personas. */
export async function POST(request: Request): Promise<Response> {
  const { TERAKOYA_MODE, TERAKOYA_URL } = env()
  if (TERAKOYA_MODE !== 'evaluation') return new NextResponse(null, { status: 404 })
  const token = (await request.formData().catch(() => null))?.get('token')
  try {
    const seal = await openEvaluationDoor(typeof token === 'string' ? token : '')
    const response = NextResponse.redirect(`${TERAKOYA_URL}/evaluation`, 303)
    response.cookies.set(EVALUATION_COOKIE, seal, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: 30 * 86_400,
    })
    return response
  } catch {
    return NextResponse.redirect(`${TERAKOYA_URL}/evaluation?link=used`, 303)
  }
}
