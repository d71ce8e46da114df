'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

export async function orderRehearsal(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { jobId: formText(form, 'jobId') }
  const state = await attempt(async () => (await api()).sovereignty.orderRehearsal(input))
  if (state.isDone) refresh()
  return state
}
