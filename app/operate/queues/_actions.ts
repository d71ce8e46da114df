'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

export async function retryJob(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await attempt(async () => (await api()).sovereignty.retryJob({ jobId: formText(form, 'jobId') }))
  if (state.isDone) refresh()
  return state
}

export async function discardJob(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await attempt(async () => (await api()).sovereignty.discardJob({ jobId: formText(form, 'jobId') }))
  if (state.isDone) refresh()
  return state
}
