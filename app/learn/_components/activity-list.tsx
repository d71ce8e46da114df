'use client'

import { Link } from '../../_ui/link.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'

export interface ActivityRow {
  href: string
  title: string
  /** What it is and how long it takes. */
  about: string
  mark: MarkKind
  state: string
  best?: string
}

/**
 * A module's activities. It runs in the browser although nothing moves: handed over as rows, and not as the elements
 * made of them, a course costs the server less (docs/decisions/0020).
 */
export function ActivityList({ rows }: { rows: readonly ActivityRow[] }) {
  return (
    <ol className="ruled">
      {rows.map(({ href, title, about, mark, state, best }) => (
        <li key={href} className="activity">
          <Mark kind={mark} label={state} />
          <Link href={href}>{title}</Link>
          <small>{about}</small>
          {best && <b>{best}</b>}
        </li>
      ))}
    </ol>
  )
}
