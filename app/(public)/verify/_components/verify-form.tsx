'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { TextArea } from '../../../_ui/text-field.tsx'
import { verify } from '../actions.tsx'

const MOST_BYTES = 200_000

export interface VerifyFormProps {
  texts: Record<'paste' | 'pasteHelp' | 'upload' | 'submit' | 'waiting' | 'empty' | 'tooLarge' | 'offline', string>
}

/** Link in the fragment (which no server sees in its log), pasted text, or a file. */
export function VerifyForm({ texts }: VerifyFormProps) {
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<ReactNode>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isWaiting, setIsWaiting] = useState(false)
  const result = useRef<HTMLDivElement>(null)

  const check = useCallback(
    async (input: string) => {
      if (input.trim() === '') return setFault(texts.empty)
      if (input.length > MOST_BYTES) return setFault(texts.tooLarge)
      setFault(null)
      setIsWaiting(true)
      try {
        setAnswer(await verify(input.trim()))
        requestAnimationFrame(() => result.current?.focus())
      } catch {
        setFault(texts.offline)
      }
      setIsWaiting(false)
    },
    [texts],
  )

  useEffect(() => {
    const fromAddress = () => {
      const handle = location.hash.slice(1)
      if (handle) void check(`#${handle}`)
    }
    fromAddress()
    window.addEventListener('hashchange', fromAddress)
    return () => window.removeEventListener('hashchange', fromAddress)
  }, [check])

  return (
    <>
      <div ref={result} tabIndex={-1} role="status" aria-busy={isWaiting}>
        {isWaiting && <p className="mb-6 text-ink-2">{texts.waiting}</p>}
        {!isWaiting && answer && <div className="ruled mb-8 pt-4">{answer}</div>}
      </div>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void check(text)
        }}
      >
        <ErrorNote>{fault}</ErrorNote>
        <TextArea
          label={texts.paste}
          name="credential"
          description={texts.pasteHelp}
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
          <button type="submit" className="btn btn-go btn-tall" aria-disabled={isWaiting}>
            {texts.submit}
          </button>
          <label className="grid gap-1 text-1 text-ink-2">
            {texts.upload}
            <input
              type="file"
              accept=".json,.jsonld,application/json,application/vc"
              className="file-input"
              onChange={async (event) => {
                const file = event.target.files?.[0]
                if (!file) return
                if (file.size > MOST_BYTES) return setFault(texts.tooLarge)
                const content = await file.text()
                setText(content)
                void check(content)
              }}
            />
          </label>
        </div>
      </form>
    </>
  )
}
