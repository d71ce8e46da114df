import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { closeSession, deviceOf, SignInInput, signIn, signInAsPersona, signInWithPasskey } from '../identity/index.ts'
import { env } from '../platform/env.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { createContext } from '../platform/runtime.ts'
import { hasEvaluationAccess } from './evaluation.ts'
import { PASSKEY_COOKIE, sessionCookieName } from './session.ts'

const ANONYMOUS = { kind: 'anonymous' } as const

function addressOf(headers: Record<string, unknown> | undefined): string {
  const peer = headers?.['x-terakoya-peer']
  return typeof peer === 'string' ? peer : 'unknown'
}

function deviceOfRequest(headers: Record<string, unknown> | undefined): string | null {
  const userAgent = headers?.['user-agent']
  return typeof userAgent === 'string' ? deviceOf(userAgent) : null
}

const NO_CHALLENGE = '00000000-0000-0000-0000-000000000000'

/** Which challenge this browser was given; one that names none was given none. */
function challengeOf(cookieHeader: string): string {
  return new RegExp(`(?:^|;\\s*)${PASSKEY_COOKIE}=([0-9a-f-]{36})(?:;|$)`).exec(cookieHeader)?.[1] ?? NO_CHALLENGE
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** next-auth shows `error.message`; reasons are codes that the sign-in page translates. */
async function withReasons<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError)
      throw new Error(JSON.stringify({ reason: error.reason ?? error.code, params: error.params }), { cause: error })
    throw new Error(JSON.stringify({ reason: 'fault', params: {} }), { cause: error })
  }
}

export function authOptions(): NextAuthOptions {
  const secure = env().TERAKOYA_URL.startsWith('https://')
  const password = CredentialsProvider({
    id: 'password',
    credentials: { email: {}, password: {} },
    authorize: (credentials, request) =>
      withReasons(async () => {
        const input = SignInInput.safeParse(credentials)
        if (!input.success) throw new AppError('unauthenticated', { reason: 'wrongPassword' })
        const { personId, sessionId } = await signIn(
          createContext(ANONYMOUS),
          input.data,
          addressOf(request.headers),
          deviceOfRequest(request.headers),
        )
        return { id: personId, sessionId }
      }),
  })
  const persona = CredentialsProvider({
    id: 'persona',
    credentials: { personId: {} },
    authorize: (credentials, request) =>
      withReasons(async () => {
        if (!(await hasEvaluationAccess(String(request.headers?.cookie ?? '')))) throw new AppError('not_found')
        const { personId, sessionId } = await signInAsPersona(
          createContext(ANONYMOUS),
          String(credentials?.personId) as Id<'person'>,
          deviceOfRequest(request.headers),
        )
        return { id: personId, sessionId }
      }),
  })
  const passkey = CredentialsProvider({
    id: 'passkey',
    credentials: { response: {} },
    authorize: (credentials, request) =>
      withReasons(async () => {
        const signed = {
          challengeId: challengeOf(String(request.headers?.cookie ?? '')),
          response: parsed(String(credentials?.response)),
        }
        const where = [addressOf(request.headers), deviceOfRequest(request.headers)] as const
        const { personId, sessionId } = await signInWithPasskey(createContext(ANONYMOUS), signed, ...where)
        return { id: personId, sessionId }
      }),
  })
  return {
    secret: env().NEXTAUTH_SECRET,
    providers: env().TERAKOYA_MODE === 'evaluation' ? [password, passkey, persona] : [password, passkey],
    session: { strategy: 'jwt', maxAge: 12 * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: (user as { sessionId?: string }).sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (url.startsWith('/') && !url.startsWith('//') ? `${baseUrl}${url}` : baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        const sessionId = token?.sessionId
        if (typeof sessionId === 'string') await closeSession(createContext(ANONYMOUS), sessionId as Id<'session'>)
      },
    },
  }
}
