import { createHmac, timingSafeEqual } from 'node:crypto'
import { listPersonas, redeemLink } from '../identity/index.ts'
import { env } from '../platform/env.ts'
import { createContext } from '../platform/runtime.ts'

export const EVALUATION_COOKIE = 'terakoya-evaluation'

function seal(): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET).update('terakoya/evaluation-door/v1').digest('base64url')
}

/** Exchanges the secret of the printed link for the cookie value that opens the personas. @throws AppError `expired` */
export async function openEvaluationDoor(secret: string): Promise<string> {
  await redeemLink(createContext({ kind: 'anonymous' }), 'evaluation', secret)
  return seal()
}

/** Whether a Cookie header came through the evaluation door; never in production. */
export async function hasEvaluationAccess(cookieHeader: string): Promise<boolean> {
  if (env().TERAKOYA_MODE !== 'evaluation') return false
  const value = cookieHeader
    .split(/;\s*/)
    .find((part) => part.startsWith(`${EVALUATION_COOKIE}=`))
    ?.slice(EVALUATION_COOKIE.length + 1)
  const expected = Buffer.from(seal())
  const given = Buffer.from(value ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The people one may become; null for who did not come through the printed link. */
export async function listPersonasBehindDoor(cookieHeader: string) {
  if (!(await hasEvaluationAccess(cookieHeader))) return null
  const people = await listPersonas(createContext({ kind: 'anonymous' }))
  return people.map(({ id, name, persona }) => ({ id, name, persona: persona! }))
}
