'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../_features/calls/fault.ts'
import { formText } from '../_features/calls/form-text.ts'
import { api } from '../_trpc/server.ts'

type Confirmation = Parameters<Awaited<ReturnType<typeof api>>['assessment']['confirmIdentity']>[0]

/** Records who was checked, how and where. The input's own schema judges what the form sent. */
export async function confirmIdentity(_: ActionState, form: FormData): Promise<ActionState> {
  const input = Object.fromEntries(['attemptId', 'where', 'checked'].map((name) => [name, form.get(name)]))
  const state = await attempt(async () => (await api()).assessment.confirmIdentity(input as unknown as Confirmation))
  if (state.isDone) refresh()
  return state
}

type Review = Parameters<Awaited<ReturnType<typeof api>>['assessment']['signReview']>[0]

const marksOf = (form: FormData) =>
  [...form].flatMap(([name, mark]) =>
    name.startsWith('mark.') ? [{ criterion: name.slice('mark.'.length), mark }] : [],
  )

/** Records how an assessor marked what somebody wrote, and shows it as it was marked. */
export async function signReview(_: ActionState, form: FormData): Promise<ActionState> {
  const text = Object.fromEntries(['reviewId', 'submissionId', 'note'].map((name) => [name, formText(form, name)]))
  const input = { ...text, marks: marksOf(form) }
  const state = await attempt(async () => (await api()).assessment.signReview(input as unknown as Review))
  if (state.isDone) refresh()
  return state
}

type Observation = Parameters<Awaited<ReturnType<typeof api>>['assessment']['signObservation']>[0]

/** Signs what an assessor saw and shows it as it was signed. */
export async function signObservation(_: ActionState, form: FormData): Promise<ActionState> {
  const text = Object.fromEntries(
    ['observationId', 'enrolmentId', 'roleCode', 'observedOn', 'place', 'note', 'name'].map((name) => [
      name,
      formText(form, name),
    ]),
  )
  const input = { ...text, marks: marksOf(form), corrects: formText(form, 'corrects') || null }
  const state = await attempt(async () => (await api()).assessment.signObservation(input as unknown as Observation))
  if (state.isDone) redirect(`/assess/signed/${text.observationId}`)
  return state
}
