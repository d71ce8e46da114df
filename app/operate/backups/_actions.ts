'use server'

import { refresh } from 'next/cache'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

async function order(work: () => Promise<unknown>): Promise<ActionState> {
  const state = await attempt(work)
  if (state.isDone) refresh()
  return state
}

export async function orderBackup(_: ActionState, form: FormData): Promise<ActionState> {
  return order(async () => (await api()).sovereignty.orderBackup({ jobId: formText(form, 'jobId') }))
}

export async function orderVerification(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { jobId: formText(form, 'jobId'), backupId: formText(form, 'backupId') }
  return order(async () => (await api()).sovereignty.orderVerification(input))
}

export async function setSchedule(_: ActionState, form: FormData): Promise<ActionState> {
  const hour = formText(form, 'hour')
  const input = {
    ...{ scheduleId: formText(form, 'scheduleId'), hour: hour === '' ? null : Number(hour) },
    keep: Number(formText(form, 'keep')),
  }
  return order(async () => (await api()).sovereignty.setSchedule(input))
}
