import type { ReactNode } from 'react'

export interface Choice {
  value: string
  label: ReactNode
  description?: string
}

export interface ChoiceListProps {
  name: string
  legend: ReactNode
  kind?: 'radio' | 'checkbox'
  choices: readonly Choice[]
  required?: boolean
  /** What is chosen to begin with. */
  checked?: readonly string[]
}

/** One or several of a few, as rows tall enough for a thumb. */
export function ChoiceList({ name, legend, kind = 'radio', choices, required, checked }: ChoiceListProps) {
  return (
    <fieldset>
      <legend className="mb-1 font-strong">{legend}</legend>
      {choices.map(({ value, label, description }) => (
        <label key={value} className="grid cursor-pointer grid-cols-[20px_1fr] gap-3 border-t border-rule py-[10px]">
          <input
            type={kind}
            name={name}
            value={value}
            required={required}
            defaultChecked={checked?.includes(value)}
            className="choice"
          />
          <span>
            {label}
            {description && <span className="block text-1 text-ink-3">{description}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
