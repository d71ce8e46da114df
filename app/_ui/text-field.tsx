import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react'

interface FieldText {
  label: string
  name: string
  description?: string
  error?: string | null
}

function describedBy({ name, description, error }: FieldText): string | undefined {
  return [description && `${name}-description`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
}

function FieldFrame({ field, children }: { field: FieldText; children: React.ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={field.name} className="font-strong">
        {field.label}
      </label>
      {children}
      {field.description && (
        <p id={`${field.name}-description`} className="text-1 text-ink-3">
          {field.description}
        </p>
      )}
      {field.error && (
        <p id={`${field.name}-error`} className="text-1 text-shu">
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
  const field = { label, name, description, error }
  return (
    <FieldFrame field={field}>
      <input
        {...input}
        id={name}
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
  const field = { label, name, description, error }
  return (
    <FieldFrame field={field}>
      <textarea
        {...input}
        id={name}
        name={name}
        className="field"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(field)}
      />
    </FieldFrame>
  )
}
