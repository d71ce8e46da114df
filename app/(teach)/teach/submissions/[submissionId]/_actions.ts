'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../../../_features/calls/fault.ts'
import { formText } from '../../../../_features/calls/form-text.ts'
import { api } from '../../../../_trpc/server.ts'

export async function replay(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { submissionId: formText(form, 'submissionId') }
  const state = await attempt(async () => (await api()).assessment.replay(input))
  if (state.isDone) refresh()
  return state
}
