'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Input = Parameters<Awaited<ReturnType<typeof api>>['sovereignty']['setQuota']>[0]

async function set(form: FormData, value: number | null): Promise<ActionState> {
  const input = {
    ...{ quotaId: formText(form, 'quotaId'), kind: formText(form, 'kind'), reason: formText(form, 'reason') },
    ...{ organisationId: formText(form, 'organisationId') || null, value },
  }
  const state = await attempt(async () => (await api()).sovereignty.setQuota(input as Input))
  if (state.isDone) refresh()
  return state
}

export async function setQuota(_: ActionState, form: FormData): Promise<ActionState> {
  return set(form, Number(formText(form, 'value')))
}

export async function goBack(_: ActionState, form: FormData): Promise<ActionState> {
  return set(form, null)
}
