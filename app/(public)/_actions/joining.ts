'use server'

import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../../_features/calls/fault.ts'
import { api } from '../../_trpc/server.ts'

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

async function thenSignIn(state: ActionState): Promise<ActionState> {
  if (state.isDone) redirect('/sign-in')
  return state
}

export async function acceptInvitation(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { secret: text(form, 'secret'), name: text(form, 'name'), password: text(form, 'password') }
  return thenSignIn(await attempt(async () => (await api()).identity.acceptInvitation(input)))
}

export async function createFirstOperator(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    secret: text(form, 'secret'),
    name: text(form, 'name'),
    email: text(form, 'email'),
    password: text(form, 'password'),
  }
  return thenSignIn(await attempt(async () => (await api()).identity.createFirstOperator(input)))
}

export async function requestPasswordReset(_: ActionState, form: FormData): Promise<ActionState> {
  return attempt(async () => (await api()).identity.requestPasswordReset({ email: text(form, 'email') }))
}

export async function resetPassword(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { secret: text(form, 'secret'), password: text(form, 'password') }
  return thenSignIn(await attempt(async () => (await api()).identity.resetPassword(input)))
}
