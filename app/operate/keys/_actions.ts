'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Caller = Awaited<ReturnType<typeof api>>['sovereignty']

/** A time as the field has it, which is in the zone that every page shows. */
function instantOf(form: FormData, name: string): string {
  const time = formText(form, name)
  return time && `${time.length === 16 ? `${time}:00` : time}+09:00`
}

const texts = (form: FormData, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, formText(form, name)])) as Record<
    'rotationId' | 'keyId' | 'purpose' | 'reason' | 'password',
    never
  >

export async function rotateKey(_: ActionState, form: FormData): Promise<ActionState> {
  const input: Parameters<Caller['rotateKey']>[0] = {
    ...texts(form, 'rotationId', 'purpose', 'reason', 'password'),
    compromisedAt: instantOf(form, 'compromisedAt'),
  }
  const state = await attempt(async () => (await api()).sovereignty.rotateKey(input))
  if (state.isDone) refresh()
  return state
}

export async function reportCompromise(_: ActionState, form: FormData): Promise<ActionState> {
  const input: Parameters<Caller['reportCompromise']>[0] = {
    ...texts(form, 'keyId', 'purpose', 'password'),
    since: instantOf(form, 'since'),
  }
  const state = await attempt(async () => (await api()).sovereignty.reportCompromise(input))
  if (state.isDone) refresh()
  return state
}
