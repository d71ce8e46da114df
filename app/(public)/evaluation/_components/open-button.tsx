'use client'

import { useState } from 'react'

export interface OpenButtonProps {
  token: string
  texts: { open: string; waiting: string; failed: string }
}

/** Redeems the printed link. By fetch: a form of a page that sends no referrer has no origin to show either. */
export function OpenButton({ token, texts }: OpenButtonProps) {
  const [state, setState] = useState<'idle' | 'waiting' | 'failed'>('idle')
  return (
    <div>
      <button
        type="button"
        className="btn btn-go btn-tall"
        aria-disabled={state === 'waiting'}
        onClick={async () => {
          if (state === 'waiting') return
          setState('waiting')
          const answer = await fetch('/evaluation/enter', {
            method: 'POST',
            body: new URLSearchParams({ token }),
          }).catch(() => null)
          if (answer?.ok) location.assign(answer.url)
          else setState('failed')
        }}
      >
        {state === 'waiting' ? texts.waiting : texts.open}
      </button>
      <p role="alert" className="text-1 text-shu">
        {state === 'failed' && texts.failed}
      </p>
    </div>
  )
}
