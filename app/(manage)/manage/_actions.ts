'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

async function thenRefresh(work: Promise<ActionState>): Promise<ActionState> {
  const state = await work
  if (state.isDone) refresh()
  return state
}

export async function revokeCredential(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { credentialId: formText(form, 'credentialId'), reason: formText(form, 'reason') }
  return thenRefresh(attempt(async () => (await api()).credentials.revoke(input)))
}

export async function freezeCohort(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { cohortId: formText(form, 'cohortId') }
  return thenRefresh(attempt(async () => (await api()).cohorts.freeze(input)))
}
