import { type InputHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'

interface FieldText {
  label: string
  name: string
  description?: string
  error?: string | null
}

type Field = Omit<FieldText, 'name'> & { id: string }

function describedBy({ id, description, error }: Field): string | undefined {
  return [description && `${id}-description`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

function FieldFrame({ field, children }: { field: Field; children: React.ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={field.id} className="font-strong">
        {field.label}
      </label>
      {children}
      {field.description && (
        <p id={`${field.id}-description`} className="text-1 text-ink-3">
          {field.description}
        </p>
      )}
      {field.error && (
        <p id={`${field.id}-error`} className="text-1 text-shu">
          {field.error}
        </p>
      )}
    </div>
  )
}

/** A labelled line of text. Native, so that a form works before and without script. */
export function TextField({
  label,
  name,
  description,
  error,
  ...input
}: FieldText & InputHTMLAttributes<HTMLInputElement>) {
  // Not its name: a dialog over the page may ask for the same thing.
  const id = useId()
  const field = { id, label, description, error }
  return (
    <FieldFrame field={field}>
      <input
        {...input}
        id={id}
        name={name}
        className="field"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field)}
      />
    </FieldFrame>
  )
}

export function TextArea({
  label,
  name,
  description,
  error,
  ...input
}: FieldText & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId()
  const field = { id, label, description, error }
  return (
    <FieldFrame field={field}>
      <textarea
        {...input}
        id={id}
        name={name}
        className="field"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field)}
      />
    </FieldFrame>
  )
}
