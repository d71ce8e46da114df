'use client'

import { type FormEvent, startTransition, useActionState, useState } from 'react'
import { PendingContext } from '../../../../../../_ui/action-form.tsx'
import { ErrorNote } from '../../../../../../_ui/error-note.tsx'
import { SelectField } from '../../../../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../../../../_ui/submit-button.tsx'
import { TextArea } from '../../../../../../_ui/text-field.tsx'
import { importRoster } from '../_actions.ts'
import { PreviewTable, type PreviewTexts } from './preview-table.tsx'

export interface ImportFormTexts extends PreviewTexts {
  label: string
  file: string
  fileHelp: string
  text: string
  textHelp: string
  encoding: string
  encodings: { auto: string; utf8: string; shiftJis: string }
  preview: string
  tooLarge: string
  changed: string
  late: string
  leaveOut: string
  invite: string
}

export interface ImportFormProps {
  cohortId: string
  importId: string
  limitBytes: number
  texts: ImportFormTexts
}

/** Choose or paste, look, then import. What was chosen stays until the roster has it. */
export function ImportForm({ cohortId, importId, limitBytes, texts }: ImportFormProps) {
  const [state, dispatch, isPending] = useActionState(importRoster, { fault: null, preview: null })
  const [isTooLarge, setTooLarge] = useState(false)
  // The preview on screen is of what was sent; a change after it has to be looked at again.
  const [isChanged, setChanged] = useState(false)
  const { fault } = state
  const preview = isChanged ? null : state.preview

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    const file = form.get('file')
    const text = form.get('text')
    const size = Math.max(file instanceof File ? file.size : 0, typeof text === 'string' ? new Blob([text]).size : 0)
    setTooLarge(size > limitBytes)
    if (size > limitBytes) return
    setChanged(false)
    startTransition(() => dispatch(form))
  }

  return (
    <form onSubmit={onSubmit} aria-label={texts.label} className="grid gap-4">
      <input type="hidden" name="cohortId" value={cohortId} />
      <input type="hidden" name="importId" value={importId} />
      <PendingContext value={isPending}>
        <fieldset className="grid max-w-[640px] gap-4" onChange={() => setChanged(true)}>
          <legend className="sr">{texts.label}</legend>
          <div className="grid gap-1">
            <label htmlFor="file" className="font-strong">
              {texts.file}
            </label>
            <input
              id="file"
              name="file"
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              className="field"
              aria-describedby="file-description"
            />
            <p id="file-description" className="text-1 text-ink-3">
              {texts.fileHelp}
            </p>
          </div>
          <SelectField
            label={texts.encoding}
            name="encoding"
            options={[
              { value: 'auto', label: texts.encodings.auto },
              { value: 'utf-8', label: texts.encodings.utf8 },
              { value: 'shift_jis', label: texts.encodings.shiftJis },
            ]}
          />
          <TextArea label={texts.text} name="text" description={texts.textHelp} rows={5} spellCheck={false} />
        </fieldset>
        <p>
          <SubmitButton name="step" value="preview" look={preview ? 'plain' : 'go'}>
            {texts.preview}
          </SubmitButton>
        </p>
        <ErrorNote>{isTooLarge ? texts.tooLarge : fault}</ErrorNote>
        <div role="status" className="live">
          {isChanged && state.preview && texts.changed}
          {preview && <p className="text-3">{preview.summary}</p>}
        </div>
        {preview && (
          <>
            <PreviewTable preview={preview} texts={texts} />
            {!preview.isBlocked && (
              <div className="grid gap-3">
                {preview.isLate && <p className="text-ink-2">{texts.late}</p>}
                {preview.faults.length > 0 && (
                  <label className="grid grid-cols-[20px_1fr] gap-3">
                    <input type="checkbox" name="leaveOutFaulty" className="choice" />
                    <span>{texts.leaveOut}</span>
                  </label>
                )}
                <label className="grid grid-cols-[20px_1fr] gap-3">
                  <input type="checkbox" name="invite" defaultChecked className="choice" />
                  <span>{texts.invite}</span>
                </label>
                <p>
                  <SubmitButton name="step" value="import" look="go">
                    {preview.confirm}
                  </SubmitButton>
                </p>
              </div>
            )}
          </>
        )}
      </PendingContext>
    </form>
  )
}
