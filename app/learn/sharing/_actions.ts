'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Employers = Awaited<ReturnType<typeof api>>['employers']

async function thenRefresh(work: Promise<ActionState>): Promise<ActionState> {
  const state = await work
  if (state.isDone) refresh()
  return state
}

/** Grants what the preview beside the button showed. The input's own schema judges what the form sent. */
export async function grantConsent(_: ActionState, form: FormData): Promise<ActionState> {
  const items = form.getAll('items') as Parameters<Employers['grant']>[0]['items']
  const input = {
    ...{ openingId: formText(form, 'openingId'), consentId: formText(form, 'consentId'), items },
    endsOn: formText(form, 'endsOn'),
  }
  const state = await attempt(async () => (await api()).employers.grant(input))
  if (state.isDone) redirect(`/learn/sharing?granted=${encodeURIComponent(input.consentId)}#consents`)
  return state
}

export async function withdrawConsent(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { consentId: formText(form, 'consentId') }
  return thenRefresh(attempt(async () => (await api()).employers.withdraw(input)))
}

export async function answerPlacement(_: ActionState, form: FormData): Promise<ActionState> {
  const answer = formText(form, 'answer') as 'agreed' | 'disputed'
  const input = { placementId: formText(form, 'placementId'), answer }
  return thenRefresh(attempt(async () => (await api()).employers.answerPlacement(input)))
}
