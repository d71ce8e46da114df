'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Identity = Awaited<ReturnType<typeof api>>['identity']
type Created = Parameters<Identity['createOrganisation']>[0]

function factsOf(form: FormData) {
  return {
    organisationId: formText(form, 'organisationId'),
    names: { en: formText(form, 'nameEn'), ja: formText(form, 'nameJa') },
    country: formText(form, 'country'),
    region: formText(form, 'region'),
  }
}

export async function createOrganisation(_: ActionState, form: FormData): Promise<ActionState> {
  const kind = formText(form, 'kind') as Created['kind']
  const input = { ...factsOf(form), kind, managerEmail: formText(form, 'managerEmail').trim() }
  const state = await attempt(async () => (await api()).identity.createOrganisation(input))
  if (state.isDone) redirect(`/operate/organisations?made=${encodeURIComponent(input.organisationId)}`)
  return state
}

export async function updateOrganisation(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await attempt(async () => (await api()).identity.updateOrganisation(factsOf(form)))
  if (state.isDone) refresh()
  return state
}
