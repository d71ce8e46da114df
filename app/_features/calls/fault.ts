import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'

export interface Fault {
  code: string
  reason: string | null
  params: Record<string, string | number | boolean | null>
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error
}

/** Code, reason and params of a call that was refused; null for anything that is a fault of ours. */
export function faultOfCall(error: unknown): Fault | null {
  const cause = causeOf(error)
  if (cause instanceof Error && 'code' in cause && 'reason' in cause && 'params' in cause) return cause as Error & Fault
  const isBadInput = error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST'
  return isBadInput ? { code: 'invalid_input', reason: 'wrongShape', params: {} } : null
}

/** Waits for a page's data: what is not there or not theirs is "not found", who is not signed in signs in and comes back. */
export async function forPage<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    const fault = faultOfCall(error)
    if (fault?.code === 'not_found' || fault?.code === 'invalid_input') notFound()
    if (fault?.code === 'unauthenticated')
      redirect(`/sign-in?next=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`)
    throw error
  }
}

/** The sentence that people read: by reason, else by code. */
export async function sentenceOf(fault: Fault): Promise<string> {
  const t = await getTranslations('errors')
  const params = fault.params as Record<string, string | number>
  if (fault.reason && t.has(`reasons.${fault.reason}`)) return t(`reasons.${fault.reason}`, params)
  return t.has(`codes.${fault.code}`) ? t(`codes.${fault.code}`) : t('codes.fault')
}

export interface ActionState {
  fault: string | null
  isDone: boolean
}

/** Runs the work of a form: a refusal becomes its sentence, a fault of ours is reported as such and logged by the server. */
export async function attempt(work: () => Promise<unknown>): Promise<ActionState> {
  try {
    await work()
    return { fault: null, isDone: true }
  } catch (error) {
    const fault = faultOfCall(error)
    const isOurs = error instanceof Error && ('code' in error || fault)
    if (!isOurs) throw error
    return { fault: await sentenceOf(fault ?? { code: 'fault', reason: null, params: {} }), isDone: false }
  }
}
