'use server'

import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { formText } from '../../_features/calls/form-text.ts'
import { api } from '../../_trpc/server.ts'

async function thenSignIn(state: ActionState): Promise<ActionState> {
  if (state.isDone) redirect('/sign-in')
  return state
}

export async function acceptInvitation(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { secret: formText(form, 'secret'), name: formText(form, 'name'), password: formText(form, 'password') }
  return thenSignIn(await attempt(async () => (await api()).identity.acceptInvitation(input)))
}

export async function createFirstOperator(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    secret: formText(form, 'secret'),
    name: formText(form, 'name'),
    email: formText(form, 'email'),
    password: formText(form, 'password'),
  }
  return thenSignIn(await attempt(async () => (await api()).identity.createFirstOperator(input)))
}

export async function requestPasswordReset(_: ActionState, form: FormData): Promise<ActionState> {
  return attempt(async () => (await api()).identity.requestPasswordReset({ email: formText(form, 'email') }))
}

export async function resetPassword(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { secret: formText(form, 'secret'), password: formText(form, 'password') }
  return thenSignIn(await attempt(async () => (await api()).identity.resetPassword(input)))
}

export async function keepAccount(_: ActionState, form: FormData): Promise<ActionState> {
  return thenSignIn(
    await attempt(async () => (await api()).sovereignty.keepAccount({ secret: formText(form, 'secret') })),
  )
}
