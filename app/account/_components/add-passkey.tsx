'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { formText } from '../../_features/calls/form-text.ts'
import { createApi } from '../../_trpc/call.ts'
import { faultOf } from '../../_trpc/client.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { TextField } from '../../_ui/text-field.tsx'

type Reason = 'passkeyRefused' | 'passkeyKnown' | 'tooManyPasskeys' | 'challengeOver' | 'offline' | 'fault'

export interface AddPasskeyProps {
  texts: { label: string; name: string; help: string; add: string; waiting: string; reasons: Record<Reason, string> }
}

/** Why the browser made no passkey: it knows this one already, or the person said no. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'InvalidStateError') return 'passkeyKnown'
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
    return 'passkeyRefused'
  const { code, reason } = faultOf(error)
  return reason ?? code
}

async function addPasskey(name: string): Promise<void> {
  const { identity } = createApi()
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { challengeId, options } = await identity.beginPasskey.mutate()
  const response = await startRegistration({ optionsJSON: options })
  await identity.addPasskey.mutate({ challengeId, name, response: { ...response } })
}

/** Names a new passkey and lets the browser make it. */
export function AddPasskey({ texts }: AddPasskeyProps) {
  const router = useRouter()
  const [reason, setReason] = useState<string | null>(null)
  const [isWaiting, setIsWaiting] = useState(false)
  return (
    <form
      className="grid gap-4"
      aria-label={texts.label}
      onSubmit={async (event) => {
        event.preventDefault()
        if (isWaiting) return
        const form = event.currentTarget
        setIsWaiting(true)
        setReason(null)
        try {
          await addPasskey(formText(new FormData(form), 'name'))
          form.reset()
          router.refresh()
        } catch (error) {
          setReason(reasonOf(error))
        }
        setIsWaiting(false)
      }}
    >
      <ErrorNote>{reason && (texts.reasons[reason as Reason] ?? texts.reasons.fault)}</ErrorNote>
      <TextField label={texts.name} name="name" description={texts.help} maxLength={60} required />
      <p>
        <button type="submit" className="btn" aria-disabled={isWaiting} aria-busy={isWaiting}>
          {isWaiting ? texts.waiting : texts.add}
        </button>
      </p>
    </form>
  )
}
