'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../_features/calls/fault.ts'
import { formText } from '../_features/calls/form-text.ts'
import { api } from '../_trpc/server.ts'

const SIGN_IN = '/sign-in?next=/account'

export async function changePassword(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { current: formText(form, 'current'), next: formText(form, 'next') }
  const state = await attempt(async () => (await api()).identity.changePassword(input))
  if (state.isDone) redirect(SIGN_IN)
  return state
}

export async function signOutEverywhere(): Promise<ActionState> {
  const state = await attempt(async () => (await api()).identity.signOutEverywhere())
  if (state.isDone) redirect('/sign-in')
  return state
}

export async function leaveOrganisation(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { organisationId: formText(form, 'organisationId') }
  const state = await attempt(async () => (await api()).identity.leaveOrganisation(input))
  if (state.isDone) refresh()
  return state
}

export async function requestExport(): Promise<ActionState> {
  const state = await attempt(async () => (await api()).sovereignty.requestExport())
  if (state.isDone) refresh()
  return state
}

export async function requestErasure(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { password: formText(form, 'password'), revokesCredentials: formText(form, 'credentials') === 'revoke' }
  let secret = ''
  const state = await attempt(async () => {
    secret = (await (await api()).sovereignty.requestErasure(input)).secret
  })
  if (state.isDone) redirect(`/keep-account/${secret}`)
  return state
}

export async function endSession(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await attempt(async () => (await api()).identity.endSession({ sessionId: formText(form, 'sessionId') }))
  if (state.isDone) refresh()
  return state
}

export async function renamePasskey(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { passkeyId: formText(form, 'passkeyId'), name: formText(form, 'name') }
  const state = await attempt(async () => (await api()).identity.renamePasskey(input))
  if (state.isDone) refresh()
  return state
}

export async function removePasskey(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { passkeyId: formText(form, 'passkeyId') }
  const state = await attempt(async () => (await api()).identity.removePasskey(input))
  if (state.isDone) refresh()
  return state
}

export async function readAllNotices(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { until: formText(form, 'until') }
  const state = await attempt(async () => (await api()).notices.readAll(input))
  if (state.isDone) refresh()
  return state
}
