'use client'

import { useState } from 'react'
import { formText } from '../../../_features/calls/form-text.ts'
import { signIn } from '../../../_features/session/next-auth.ts'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { TextField } from '../../../_ui/text-field.tsx'

type Reason = 'wrongPassword' | 'tooMany' | 'offline' | 'fault'

export interface SignInFormProps {
  next: string
  hasFailed: boolean
  texts: { email: string; password: string; submit: string; waiting: string; reasons: Record<Reason, string> }
}

export function SignInForm({ next, hasFailed, texts }: SignInFormProps) {
  const [reason, setReason] = useState<string | null>(hasFailed ? 'fault' : null)
  const [isWaiting, setIsWaiting] = useState(false)
  const sentence = reason && (texts.reasons[reason as Reason] ?? texts.reasons.fault)
  return (
    <form
      method="post"
      className="mt-6 grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault()
        if (isWaiting) return
        const form = new FormData(event.currentTarget)
        setIsWaiting(true)
        setReason(null)
        const refusal = await signIn('password', {
          email: formText(form, 'email'),
          password: formText(form, 'password'),
        })
        setIsWaiting(false)
        if (refusal) setReason(refusal.reason)
        else location.assign(next)
      }}
    >
      <ErrorNote>{sentence}</ErrorNote>
      <TextField label={texts.email} name="email" type="email" autoComplete="username" required />
      <TextField label={texts.password} name="password" type="password" autoComplete="current-password" required />
      <p>
        <button type="submit" className="btn btn-go btn-tall" aria-disabled={isWaiting}>
          {isWaiting ? texts.waiting : texts.submit}
        </button>
      </p>
    </form>
  )
}
