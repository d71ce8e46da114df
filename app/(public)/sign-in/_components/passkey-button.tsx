'use client'

import { useState } from 'react'
import { signIn } from '../../../_features/session/next-auth.ts'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { askForPasskey } from '../_actions.ts'

export interface PasskeyButtonProps {
  next: string
  texts: { label: string; waiting: string; refused: string }
}

/** Signs in with a key of this device, or with a phone beside it. */
export function PasskeyButton({ next, texts }: PasskeyButtonProps) {
  const [isRefused, setIsRefused] = useState(false)
  const [isWaiting, setIsWaiting] = useState(false)
  async function enter(): Promise<boolean> {
    const { startAuthentication } = await import('@simplewebauthn/browser')
    const response = await startAuthentication({ optionsJSON: await askForPasskey() })
    return (await signIn('passkey', { response: JSON.stringify(response) })) === null
  }
  return (
    <div className="mt-4 grid gap-4 border-t border-rule pt-4">
      <ErrorNote>{isRefused && texts.refused}</ErrorNote>
      <p>
        <button
          type="button"
          className="btn btn-tall"
          aria-disabled={isWaiting}
          aria-busy={isWaiting}
          onClick={async () => {
            if (isWaiting) return
            setIsWaiting(true)
            setIsRefused(false)
            const isIn = await enter().catch(() => false)
            setIsWaiting(false)
            if (isIn) location.assign(next)
            else setIsRefused(true)
          }}
        >
          {isWaiting ? texts.waiting : texts.label}
        </button>
      </p>
    </div>
  )
}
