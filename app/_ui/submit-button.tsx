'use client'

import { type ReactNode, useContext } from 'react'
import { useFormStatus } from 'react-dom'
import { PendingContext } from './action-form.tsx'
import { classes } from './classes.ts'

export interface SubmitButtonProps {
  look?: 'plain' | 'go' | 'danger' | 'link'
  tall?: boolean
  children: ReactNode
  name?: string
  value?: string
}

/** Sends its form; while that is under way it says so and cannot be pressed twice. */
export function SubmitButton({ look = 'plain', tall = false, children, name, value }: SubmitButtonProps) {
  const isSending = useContext(PendingContext)
  const pending = useFormStatus().pending || isSending
  const looks =
    look === 'link'
      ? 'link-button'
      : classes('btn', look === 'go' && 'btn-go', look === 'danger' && 'btn-danger', tall && 'btn-tall')
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={looks}
      aria-disabled={pending}
      aria-busy={pending}
      onClick={(event) => pending && event.preventDefault()}
    >
      {children}
    </button>
  )
}
