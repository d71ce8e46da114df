'use client'

import { createContext, type ReactNode, startTransition, useActionState } from 'react'
import { ErrorNote } from './error-note.tsx'

export interface FormState {
  fault: string | null
  isDone: boolean
}

export const PendingContext = createContext(false)

export interface ActionFormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>
  children: ReactNode
  /** Said when the action went well and the page stays. */
  done?: ReactNode
  className?: string
  label?: string
}

/** A form of a server action: says what went wrong and keeps what was typed; works before script is there. */
export function ActionForm({ action, children, done, className = 'grid gap-4', label }: ActionFormProps) {
  const [state, dispatch, isPending] = useActionState(action, { fault: null, isDone: false })
  return (
    <form
      action={dispatch}
      aria-label={label}
      className={className}
      onSubmit={(event) => {
        // Going through `action` alone would empty the fields, also when the answer is a refusal.
        event.preventDefault()
        if (isPending) return
        const { submitter } = event.nativeEvent
        const form = new FormData(event.currentTarget, submitter)
        startTransition(() => dispatch(form))
      }}
    >
      <ErrorNote>{state.fault}</ErrorNote>
      <PendingContext value={isPending}>{children}</PendingContext>
      <div role="status" className="live">
        {state.isDone && done}
      </div>
    </form>
  )
}
