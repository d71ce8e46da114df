'use server'

import { refresh } from 'next/cache'
import { api } from '../../_trpc/server.ts'
import { type ActionState, attempt } from '../calls/fault.ts'

type Invitation = Parameters<Awaited<ReturnType<typeof api>>['identity']['invitePerson']>[0]

/** Sends an invitation. The input's own schema judges what the form sent. */
export async function invitePerson(_: ActionState, form: FormData): Promise<ActionState> {
  const input = Object.fromEntries(['email', 'organisationId', 'role'].map((name) => [name, form.get(name)]))
  const state = await attempt(async () => (await api()).identity.invitePerson(input as unknown as Invitation))
  if (state.isDone) refresh()
  return state
}
