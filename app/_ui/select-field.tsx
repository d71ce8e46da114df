import type { SelectHTMLAttributes } from 'react'

export interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string
  name: string
  options: readonly { value: string; label: string }[]
}

export function SelectField({ label, name, options, ...select }: SelectFieldProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor={name} className="font-strong">
        {label}
      </label>
      <select {...select} id={name} name={name} className="field">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
