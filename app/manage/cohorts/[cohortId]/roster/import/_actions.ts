'use server'

import { redirect } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { attempt } from '../../../../../_features/calls/fault.ts'
import { formText } from '../../../../../_features/calls/form-text.ts'
import { dayOf } from '../../../../../_features/cohorts/dates.ts'
import { api } from '../../../../../_trpc/server.ts'

type Preview = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['cohorts']['previewRoster']>>
type Fault = Preview['faults'][number]

/** A preview in words, ready to be shown. */
export interface ShownPreview {
  summary: string
  encoding: string
  people: { line: number; name: string; email: string; enrolledOn: string; state: string }[]
  faults: { line: number; text: string }[]
  /** Nothing of the file can be imported: the file itself is wrong. */
  isBlocked: boolean
  isLate: boolean
  confirm: string
}

export interface ImportState {
  fault: string | null
  preview: ShownPreview | null
}

async function sentencesOf(faults: readonly Fault[]): Promise<ShownPreview['faults']> {
  const t = await getTranslations('rosterImport')
  return faults.map(({ line, kind, value, other }) => ({
    line,
    text: t(`faults.${kind}`, { value, other: other ?? 0 }),
  }))
}

async function show(preview: Preview): Promise<ShownPreview> {
  const t = await getTranslations('rosterImport')
  const format = await getFormatter()
  const { rows, faults, blocking, encoding, isFrozen } = preview
  return {
    summary:
      blocking.length > 0
        ? t('blocked', { count: blocking.length })
        : t('summary', { people: rows.length, faults: faults.length, known: rows.filter((row) => row.isKnown).length }),
    encoding: t('readAs', { encoding: t(`encodings.${encoding}`) }),
    people: rows.map(({ line, name, email, enrolledOn, isKnown }) => ({
      ...{ line, name, email },
      enrolledOn: enrolledOn ? format.dateTime(dayOf(enrolledOn), { dateStyle: 'medium', timeZone: 'UTC' }) : '',
      state: t(isKnown ? 'known' : 'new'),
    })),
    faults: await sentencesOf(blocking.length > 0 ? blocking : faults),
    isBlocked: blocking.length > 0 || rows.length === 0,
    isLate: isFrozen,
    confirm: t('do', { count: rows.length }),
  }
}

/** The file if one was chosen, else what was pasted, which a browser always sends as UTF-8. */
async function fileOf(form: FormData): Promise<{ file: string; encoding: 'utf-8' | 'shift_jis' | null }> {
  const file = form.get('file')
  const encoding = formText(form, 'encoding')
  const chosen = encoding === 'utf-8' || encoding === 'shift_jis' ? encoding : null
  if (file instanceof File && file.size > 0) {
    return { file: Buffer.from(await file.arrayBuffer()).toString('base64'), encoding: chosen }
  }
  return { file: Buffer.from(formText(form, 'text')).toString('base64'), encoding: 'utf-8' }
}

/** Shows what an import would do; with the second button does it and goes to the roster. */
export async function importRoster(_: ImportState, form: FormData): Promise<ImportState> {
  const cohortId = formText(form, 'cohortId')
  const importId = formText(form, 'importId')
  const input = { cohortId, ...(await fileOf(form)) }
  if (formText(form, 'step') === 'import') {
    const options = { leaveOutFaulty: form.has('leaveOutFaulty'), invite: form.has('invite') }
    const { isDone, fault } = await attempt(async () =>
      (await api()).cohorts.importRoster({ ...input, importId, ...options }),
    )
    if (isDone)
      redirect(`/manage/cohorts/${encodeURIComponent(cohortId)}/roster?imported=${encodeURIComponent(importId)}`)
    return { fault, preview: null }
  }
  let preview: Preview | null = null
  const { fault } = await attempt(async () => {
    preview = await (await api()).cohorts.previewRoster(input)
  })
  return { fault, preview: preview && (await show(preview)) }
}
