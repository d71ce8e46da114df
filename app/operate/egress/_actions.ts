'use server'

import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Allowed = Parameters<Awaited<ReturnType<typeof api>>['sovereignty']['allowDestination']>[0]

export async function allowDestination(_: ActionState, form: FormData): Promise<ActionState> {
  const text = Object.fromEntries(
    ['host', 'port', 'purpose', 'reason', 'owner'].map((name) => [name, formText(form, name)]),
  )
  const input = { destinationId: formText(form, 'destinationId') || randomUUID(), ...text }
  const state = await attempt(async () => (await api()).sovereignty.allowDestination(input as unknown as Allowed))
  if (state.isDone) refresh()
  return state
}

export async function endDestination(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { destinationId: formText(form, 'destinationId') }
  const state = await attempt(async () => (await api()).sovereignty.endDestination(input))
  if (state.isDone) refresh()
  return state
}
