'use server'

import { refresh } from 'next/cache'
import { api } from '../../_trpc/server.ts'
import { type ActionState, attempt } from '../calls/fault.ts'
import { formText } from '../calls/form-text.ts'

export async function replay(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { submissionId: formText(form, 'submissionId') }
  const state = await attempt(async () => (await api()).assessment.replay(input))
  if (state.isDone) refresh()
  return state
}

export async function decide(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { submissionId: formText(form, 'submissionId'), reason: formText(form, 'reason') }
  const state = await attempt(async () => (await api()).assessment.decideReplays(input))
  if (state.isDone) refresh()
  return state
}
