'use server'

import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

export async function createDraft(_: ActionState, form: FormData): Promise<ActionState> {
  const draftId = formText(form, 'draftId')
  const input = {
    ...{ draftId, organisationId: formText(form, 'organisationId'), slug: formText(form, 'slug') },
    title: { en: formText(form, 'titleEn'), ja: formText(form, 'titleJa') },
  }
  const state = await attempt(async () => (await api()).studio.create(input))
  if (state.isDone) redirect(`/teach/studio/${draftId}`)
  return state
}
