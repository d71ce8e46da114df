'use server'

import { refresh } from 'next/cache'
import { api } from '../../_trpc/server.ts'
import { type ActionState, attempt } from '../calls/fault.ts'
import { formText } from '../calls/form-text.ts'

/** Approves or refuses; which of the two is said by the form. */
export async function decideRequest(_: ActionState, form: FormData): Promise<ActionState> {
  const decision = formText(form, 'decision') as 'approved' | 'refused'
  const input = { requestId: formText(form, 'requestId'), decision, reason: formText(form, 'reason') }
  const state = await attempt(async () => (await api()).employers.decide(input))
  if (state.isDone) refresh()
  return state
}
