'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

type Opened = { attemptId: string; workspaceId: string | null }

async function enter(open: () => Promise<Opened>): Promise<ActionState> {
  let opened: Opened | null = null
  const state = await attempt(async () => {
    opened = await open()
  })
  if (state.isDone && opened) {
    const { attemptId, workspaceId } = opened as Opened
    redirect(workspaceId ? `/learn/labs/${workspaceId}` : `/learn/exams/${attemptId}`)
  }
  return state
}

export async function openLab(_: ActionState, form: FormData): Promise<ActionState> {
  const activityId = formText(form, 'activityId')
  return enter(async () => (await api()).assessment.openLab({ activityId }))
}

export async function startOver(_: ActionState, form: FormData): Promise<ActionState> {
  const activityId = formText(form, 'activityId')
  return enter(async () => (await api()).assessment.startOver({ activityId }))
}

export async function startProctored(_: ActionState, form: FormData): Promise<ActionState> {
  const attemptId = formText(form, 'attemptId')
  return enter(async () => (await api()).assessment.startProctored({ attemptId }))
}

export async function requestProctored(_: ActionState, form: FormData): Promise<ActionState> {
  const activityId = formText(form, 'activityId')
  const state = await attempt(async () => (await api()).assessment.requestProctored({ activityId }))
  revalidatePath('/learn/labs')
  return state
}
