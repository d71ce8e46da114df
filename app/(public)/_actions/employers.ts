'use server'

import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

export async function joinAsEmployer(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    names: { en: formText(form, 'nameEn'), ja: formText(form, 'nameJa') },
    country: formText(form, 'country'),
    purpose: formText(form, 'purpose'),
    contactName: formText(form, 'contactName'),
    email: formText(form, 'email').trim(),
  }
  return attempt(async () => (await api()).employers.join(input))
}

type Answer = Parameters<Awaited<ReturnType<typeof api>>['employers']['answerConfirmation']>[0]

/** The input's own schema judges what the form sent. */
export async function answerConfirmation(_: ActionState, form: FormData): Promise<ActionState> {
  const answer = formText(form, 'answer') as Answer['answer']
  const input = { secret: formText(form, 'secret'), answer, leftOn: formText(form, 'leftOn') }
  return attempt(async () => (await api()).employers.answerConfirmation(input))
}
