import { Link } from '../../_ui/link.tsx'

export interface RailLink {
  href: string
  text: string
}

function currentOf(links: readonly RailLink[], path: string): string | undefined {
  const matches = links.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  return matches.toSorted((a, b) => b.href.length - a.href.length)[0]?.href
}

/** Pages that are reached through another: lessons through their course, candidates through their opening. */
const THROUGH: readonly [RegExp, string][] = [
  [/^\/learn\/(lessons|quizzes)\//, '/learn/courses'],
  [/^\/hire\/candidates\//, '/hire/openings'],
]

/** The screens of an area; the one that `path` belongs to is marked. */
export function RailLinks({ links, path }: { links: readonly RailLink[]; path: string }) {
  const shown = THROUGH.find(([below]) => below.test(path))?.[1] ?? path
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
