'use client'

import { useState } from 'react'
import { signIn } from '../../../_features/session/next-auth.ts'

export interface PersonaButtonProps {
  personId: string
  href: string
  texts: { become: string; label: string; waiting: string; failed: string }
}

export function PersonaButton({ personId, href, texts }: PersonaButtonProps) {
  const [state, setState] = useState<'idle' | 'waiting' | 'failed'>('idle')
  return (
    <div>
      <button
        type="button"
        className="btn btn-go"
        aria-label={texts.label}
        aria-disabled={state === 'waiting'}
        onClick={async () => {
          if (state === 'waiting') return
          setState('waiting')
          const refusal = await signIn('persona', { personId })
          if (refusal) setState('failed')
          else location.assign(href)
        }}
      >
        {state === 'waiting' ? texts.waiting : texts.become}
      </button>
      <p role="alert" className="text-1 text-shu">
        {state === 'failed' && texts.failed}
      </p>
    </div>
  )
}
