'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, attempt } from '../_features/calls/fault.ts'
import { formText } from '../_features/calls/form-text.ts'
import { api } from '../_trpc/server.ts'

type Api = Awaited<ReturnType<typeof api>>

async function thenRefresh(work: Promise<ActionState>): Promise<ActionState> {
  const state = await work
  if (state.isDone) refresh()
  return state
}

const textsOf = (form: FormData, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, formText(form, name)]))
const inBoth = (form: FormData, name: string) => ({ en: formText(form, `${name}En`), ja: formText(form, `${name}Ja`) })
const chosen = (form: FormData, name: string) => form.getAll(name).filter((value) => typeof value === 'string')

export async function revokeCredential(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { credentialId: formText(form, 'credentialId'), reason: formText(form, 'reason') }
  return thenRefresh(attempt(async () => (await api()).credentials.revoke(input)))
}

export async function freezeCohort(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { cohortId: formText(form, 'cohortId') }
  return thenRefresh(attempt(async () => (await api()).cohorts.freeze(input)))
}

/** Creates or changes a programme; which of the two is said by the form's owner. */
export async function saveProgramme(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    ...(textsOf(form, 'programmeId', 'ownerId', 'startsOn', 'endsOn') as Record<
      'programmeId' | 'ownerId' | 'startsOn' | 'endsOn',
      string
    >),
    titles: inBoth(form, 'title'),
    summary: inBoth(form, 'summary'),
    courses: chosen(form, 'courses'),
    roles: chosen(form, 'roles'),
  }
  const state = await attempt(async () => {
    const { catalog } = await api()
    return input.ownerId ? catalog.createProgramme(input) : catalog.updateProgramme(input)
  })
  if (state.isDone) redirect(`/manage/programmes?saved=${encodeURIComponent(input.programmeId)}`)
  return state
}

const COHORT_TEXTS = ['cohortId', 'partnerId', 'zone', 'startsOn', 'endsOn', 'freezesOn'] as const

export async function saveCohort(_: ActionState, form: FormData): Promise<ActionState> {
  const facts = {
    ...(textsOf(form, ...COHORT_TEXTS) as Record<(typeof COHORT_TEXTS)[number], string>),
    names: inBoth(form, 'name'),
  }
  const programmeId = formText(form, 'programmeId')
  const state = await attempt(async () => {
    const { cohorts } = await api()
    if (!programmeId) return cohorts.update(facts)
    return cohorts.create({ ...facts, programmeId, ownerId: formText(form, 'ownerId') })
  })
  if (state.isDone)
    redirect(`/manage/cohorts/${encodeURIComponent(facts.cohortId)}/${programmeId ? 'roster' : 'settings?saved=1'}`)
  return state
}

export async function undoImport(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { importId: formText(form, 'importId') }
  return thenRefresh(attempt(async () => (await api()).cohorts.undoImport(input)))
}

export async function assignPerson(_: ActionState, form: FormData): Promise<ActionState> {
  const [personId = '', kind = ''] = formText(form, 'candidate').split(' ')
  const input = { cohortId: formText(form, 'cohortId'), personId, kind: kind as 'instructor' }
  return thenRefresh(attempt(async () => (await api()).cohorts.assign(input)))
}

export async function endAssignment(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { assignmentId: formText(form, 'assignmentId') }
  return thenRefresh(attempt(async () => (await api()).cohorts.endAssignment(input)))
}

/** What every change of an enrolment carries. The input's own schema judges what the form sent. */
const changeOf = (form: FormData) => ({
  enrolmentId: formText(form, 'enrolmentId'),
  eventId: formText(form, 'eventId'),
  note: formText(form, 'note'),
})

export async function withdrawLearner(_: ActionState, form: FormData): Promise<ActionState> {
  const reason = formText(form, 'reason') as Parameters<Api['cohorts']['withdraw']>[0]['reason']
  const input = { ...changeOf(form), on: formText(form, 'on'), reason }
  return thenRefresh(attempt(async () => (await api()).cohorts.withdraw(input)))
}

export async function recordLeave(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { ...changeOf(form), from: formText(form, 'from'), to: formText(form, 'to') }
  return thenRefresh(attempt(async () => (await api()).cohorts.recordLeave(input)))
}

export async function transferLearner(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { ...changeOf(form), on: formText(form, 'on'), toCohortId: formText(form, 'toCohortId') }
  return thenRefresh(attempt(async () => (await api()).cohorts.transfer(input)))
}

export async function correctEvent(_: ActionState, form: FormData): Promise<ActionState> {
  const { eventId, note } = changeOf(form)
  const input = { eventId, note, corrects: formText(form, 'corrects') }
  return thenRefresh(attempt(async () => (await api()).cohorts.correct(input)))
}

export async function publishRelease(_: ActionState, form: FormData): Promise<ActionState> {
  const input = {
    programmeId: formText(form, 'programmeId'),
    ownerId: formText(form, 'ownerId'),
    releaseId: formText(form, 'releaseId'),
  }
  return thenRefresh(attempt(async () => (await api()).outcomes.publishRelease(input)))
}
