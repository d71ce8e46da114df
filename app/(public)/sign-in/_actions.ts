'use server'

import { askForPasskey as ask } from '../../_trpc/server.ts'

/** What the browser asks a passkey to sign; its id goes into a cookie. */
export async function askForPasskey() {
  return ask()
}
