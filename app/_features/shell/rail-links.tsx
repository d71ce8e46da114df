'use client'

import { usePathname } from 'next/navigation'
import { Link } from '../../_ui/link.tsx'

export interface RailLink {
  href: string
  text: string
}

function currentOf(links: readonly RailLink[], path: string): string | undefined {
  const matches = links.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  return matches.toSorted((a, b) => b.href.length - a.href.length)[0]?.href
}

export function RailLinks({ links }: { links: readonly RailLink[] }) {
  const path = usePathname()
  // Lessons and quizzes are reached through their course.
  const shown = /^\/learn\/(lessons|quizzes)\//.test(path) ? '/learn/courses' : path
  const current = currentOf(links, shown)
  return (
    <ul className="rail-links">
      {links.map(({ href, text }) => (
        <li key={href}>
          <Link href={href} aria-current={href === current ? 'page' : undefined}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  )
}
