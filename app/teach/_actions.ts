'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../_features/calls/fault.ts'
import { formText } from '../_features/calls/form-text.ts'
import { api } from '../_trpc/server.ts'

export async function holdGrades(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    ...{ holdId: formText(form, 'holdId'), cohortId: formText(form, 'cohortId') },
    activityId: formText(form, 'activityId'),
  }
  const state = await attempt(async () => (await api()).cohorts.holdGrades(input))
  if (state.isDone) refresh()
  return state
}

export async function releaseGrades(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await attempt(async () => (await api()).cohorts.releaseGrades({ holdId: formText(form, 'holdId') }))
  if (state.isDone) refresh()
  return state
}
