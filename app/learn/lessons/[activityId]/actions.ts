'use server'

import { redirect } from 'next/navigation'
import { forPage } from '../../../_features/calls/fault.ts'
import { formText } from '../../../_features/calls/form-text.ts'
import { api } from '../../../_trpc/server.ts'

/** Marks the lesson as read and goes on; only to a place inside the learner's own pages. */
export async function finishLesson(form: FormData): Promise<void> {
  await forPage((await api()).learning.completeLesson({ activityId: formText(form, 'activityId') }))
  const next = formText(form, 'next')
  redirect(/^\/learn\/[\w/#-]*$/.test(next) ? next : '/learn')
}
