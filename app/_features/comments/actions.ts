'use server'

import { refresh } from 'next/cache'
import { api } from '../../_trpc/server.ts'
import { type ActionState, attempt } from '../calls/fault.ts'
import { formText } from '../calls/form-text.ts'

const named = (form: FormData, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, formText(form, name)]))

async function change(work: () => Promise<unknown>): Promise<ActionState> {
  const state = await attempt(work)
  if (state.isDone) refresh()
  return state
}

type Api = Awaited<ReturnType<typeof api>>['assessment']

/** Writes a comment or an answer. The input's own schema judges what the form sent. */
export async function writeComment(_: ActionState, form: FormData): Promise<ActionState> {
  const { line, path, answers, ...rest } = named(form, 'submissionId', 'commentId', 'text', 'path', 'line', 'answers')
  const place = path ? { path, line: line ? Number(line) : null } : { path: null, line: null }
  const input = { ...rest, ...place, answers: answers || null } as Parameters<Api['writeComment']>[0]
  return change(async () => (await api()).assessment.writeComment(input))
}

export async function editComment(_: ActionState, form: FormData): Promise<ActionState> {
  const input = named(form, 'submissionId', 'commentId', 'entryId', 'text') as Parameters<Api['editComment']>[0]
  return change(async () => (await api()).assessment.editComment(input))
}

export async function withdrawComment(_: ActionState, form: FormData): Promise<ActionState> {
  const input = named(form, 'submissionId', 'commentId', 'entryId', 'note') as Parameters<Api['withdrawComment']>[0]
  return change(async () => (await api()).assessment.withdrawComment(input))
}
