'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { api } from '../../_trpc/server.ts'

type Confirmation = Parameters<Awaited<ReturnType<typeof api>>['assessment']['confirmIdentity']>[0]

/** Records who was checked, how and where. The input's own schema judges what the form sent. */
export async function confirmIdentity(_: ActionState, form: FormData): Promise<ActionState> {
  const input = Object.fromEntries(['attemptId', 'where', 'checked'].map((name) => [name, form.get(name)]))
  const state = await attempt(async () => (await api()).assessment.confirmIdentity(input as unknown as Confirmation))
  if (state.isDone) refresh()
  return state
}
