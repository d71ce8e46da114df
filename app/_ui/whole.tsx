import type { ReactNode } from 'react'

/** Keeps a name or a date in one line of a table; where the table is too narrow for it, the table scrolls. */
export function Whole({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap">{children}</span>
}
