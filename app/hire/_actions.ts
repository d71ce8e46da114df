'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../_features/calls/fault.ts'
import { formText } from '../_features/calls/form-text.ts'
import { api } from '../_trpc/server.ts'

type Employers = Awaited<ReturnType<typeof api>>['employers']

async function thenRefresh(work: Promise<ActionState>): Promise<ActionState> {
  const state = await work
  if (state.isDone) refresh()
  return state
}

const factsOf = (form: FormData) => ({
  openingId: formText(form, 'openingId'),
  title: formText(form, 'title'),
  place: formText(form, 'place'),
  terms: formText(form, 'terms'),
  closesOn: formText(form, 'closesOn'),
})

export async function createOpening(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    ...factsOf(form),
    organisationId: formText(form, 'organisationId'),
    roleCode: formText(form, 'roleCode'),
    country: formText(form, 'country'),
    purpose: formText(form, 'purpose'),
  }
  const state = await attempt(async () => (await api()).employers.createOpening(input))
  if (state.isDone) redirect(`/hire/openings/${encodeURIComponent(input.openingId)}`)
  return state
}

export async function updateOpening(_: ActionState, form: FormData): Promise<ActionState> {
  return thenRefresh(attempt(async () => (await api()).employers.updateOpening(factsOf(form))))
}

export async function closeOpening(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { openingId: formText(form, 'openingId') }
  return thenRefresh(attempt(async () => (await api()).employers.closeOpening(input)))
}

/** Which of the consents that a page stands on still live; a refusal says that none does. */
export async function stillShown(consentIds: string[]): Promise<string[]> {
  return (await api()).employers.stillShown({ consentIds })
}

/** The input's own schema judges what the form sent. */
export async function recordPlacement(_: ActionState, form: FormData): Promise<ActionState> {
  const contract = formText(form, 'contract') as Parameters<Employers['recordPlacement']>[0]['contract']
  const input = {
    ...{ placementId: formText(form, 'placementId'), consentId: formText(form, 'consentId'), contract },
    ...{ hoursPerWeek: formText(form, 'hoursPerWeek'), startsOn: formText(form, 'startsOn') },
    reference: formText(form, 'reference'),
  }
  const state = await attempt(async () => (await api()).employers.recordPlacement(input))
  if (state.isDone) redirect('/hire/placements')
  return state
}

export async function confirmStart(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { placementId: formText(form, 'placementId') }
  return thenRefresh(attempt(async () => (await api()).employers.confirmStart(input)))
}

export async function cancelPlacement(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { placementId: formText(form, 'placementId') }
  return thenRefresh(attempt(async () => (await api()).employers.cancelPlacement(input)))
}
