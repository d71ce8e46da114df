'use client'

import { Link } from '../../../../_ui/link.tsx'
import { Mark } from '../../../../_ui/mark.tsx'

type RowMark = 'passed' | 'half' | 'open'

export interface ModuleRows {
  slug: string
  title: string
  rows: readonly {
    href: string
    title: string
    /** What it is and how long it takes. */
    about: string
    mark: RowMark
    best?: string
  }[]
}

/**
 * A course's modules and what is in them. It runs in the browser although nothing moves: handed over as rows, and not
 * as the elements made of them, a course costs the server less (docs/decisions/0020).
 */
export function ModuleList({ modules, states }: { modules: readonly ModuleRows[]; states: Record<RowMark, string> }) {
  return modules.map(({ slug, title, rows }) => (
    <section key={slug} id={slug} className="mt-8">
      <h2 className="mb-2">{title}</h2>
      <ol className="ruled">
        {rows.map(({ href, title, about, mark, best }) => (
          <li key={href} className="activity">
            <Mark kind={mark} label={states[mark]} />
            <Link href={href}>{title}</Link>
            <small>{about}</small>
            {best && <b>{best}</b>}
          </li>
        ))}
      </ol>
    </section>
  ))
}
