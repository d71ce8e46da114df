import { decode } from 'next-auth/jwt'
import { personOfSession } from '../identity/index.ts'
import type { Actor } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import type { Id } from '../platform/ids.ts'
import { createContext } from '../platform/runtime.ts'

export function sessionCookieName(): string {
  return env().TERAKOYA_URL.startsWith('https://') ? '__Host-terakoya-session' : 'terakoya-session'
}

/** The actor behind a session cookie: the cookie names a row, and the row decides, on every request. */
export async function actorOfCookie(cookie: string | undefined): Promise<Actor> {
  return (await personOfCookie(cookie))?.actor ?? { kind: 'anonymous' }
}

/** The same with what pages show of them to themselves; null for nobody. */
export async function personOfCookie(cookie: string | undefined) {
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null)
  const sessionId = token?.sessionId
  if (typeof sessionId !== 'string') return null
  return personOfSession(createContext({ kind: 'anonymous' }), sessionId as Id<'session'>)
}

/** Names the challenge that a browser which is not signed in yet was given. */
export const PASSKEY_COOKIE = 'terakoya-passkey'
