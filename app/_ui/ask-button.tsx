'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Ask } from './ask-dialog.tsx'
import { classes } from './classes.ts'

const AskDialog = lazy(() => import('./ask-dialog.tsx'))

export interface AskButtonProps extends Ask {
  /** What the button says; the dialog asks the rest. */
  label: ReactNode
  look?: 'plain' | 'go' | 'danger' | 'link'
}

/** A verb that asks first, with its consequence spelled out; a refusal is shown in the dialog and keeps what was typed. */
export function AskButton({ label, look = 'plain', ...ask }: AskButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const looks =
    look === 'link' ? 'link-button' : classes('btn', look === 'go' && 'btn-go', look === 'danger' && 'btn-danger')
  return (
    <>
      <button type="button" aria-haspopup="dialog" className={looks} onClick={() => setIsOpen(true)}>
        {label}
      </button>
      {isOpen && (
        <Suspense>
          <AskDialog {...ask} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
