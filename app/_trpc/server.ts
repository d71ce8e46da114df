import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { listPersonasBehindDoor } from '../../server/api/evaluation.ts'
import { createCaller } from '../../server/api/root.ts'
import { PASSKEY_COOKIE, personOfCookie, sessionCookieName } from '../../server/api/session.ts'
import { readSite } from '../../server/api/site.ts'
import { arePasskeysPossible, beginPasskeySignIn } from '../../server/identity/index.ts'
import { env } from '../../server/platform/env.ts'
import { createContext } from '../../server/platform/runtime.ts'

const readPerson = cache(async () => personOfCookie((await cookies()).get(sessionCookieName())?.value))

/** Who is signed in, as they may see it; null for nobody. Asked with the session itself, since every page shows it. */
export async function readMe() {
  return (await readPerson())?.me ?? null
}

/** The API called in-process by server components, as the person behind the request's cookie; one context a request. */
export const api = cache(async () => {
  const peer = (await headers()).get('x-terakoya-peer') ?? undefined
  return createCaller(createContext((await readPerson())?.actor ?? { kind: 'anonymous' }, { peer }))
})

/** The personas of evaluation mode, or null for who did not come through the printed link. */
export async function personas() {
  return listPersonasBehindDoor((await headers()).get('cookie') ?? '')
}

/** What a passkey is asked to sign to come in; the browser keeps the challenge's id where no script reads it. */
export async function askForPasskey() {
  const address = (await headers()).get('x-terakoya-peer') ?? 'unknown'
  const { challengeId, options, seconds } = await beginPasskeySignIn(createContext({ kind: 'anonymous' }), address)
  const secure = env().TERAKOYA_URL.startsWith('https://')
  const rules = { httpOnly: true, sameSite: 'strict', path: '/api/auth', maxAge: seconds, secure } as const
  ;(await cookies()).set(PASSKEY_COOKIE, challengeId, rules)
  return options
}

/** Whether this site's address can have passkeys at all. */
export function hasPasskeys(): boolean {
  return arePasskeysPossible()
}

export { readSite }

/** Whether `npm run bench` started this process: it alone sees the floor that pages are measured against. */
export function isBench(): boolean {
  return env().TERAKOYA_MODE === 'evaluation' && env().TERAKOYA_BENCH === '1'
}
