'use client'

import type { ReactNode } from 'react'
import { Link } from '../../_ui/link.tsx'
import { Bell } from './bell.tsx'
import { Connection } from './connection.tsx'
import { FindButton } from './find-button.tsx'

export interface Crumb {
  text: string
  href?: string
}

/** The installation's name, and the country that its data stays in. */
export function SiteLine({ name, stays }: { name: string; stays: string }) {
  return (
    <span className="state-site">
      {name} <b>{stays}</b>
    </span>
  )
}

export interface HeadBarProps {
  crumbs: readonly Crumb[]
  site: { name: string; stays: string }
  bell: { unread: number; text: string } | null
  action: ReactNode
  state: ReactNode
  words: { whereAmI: string; connected: string; offline: string; find: string }
}

/** The head as it is drawn; like the rail it is handed over as words (docs/decisions/0020). */
export function HeadBar({ crumbs, site, bell, action, state, words }: HeadBarProps) {
  const back = crumbs.slice(0, -1).findLast(({ href }) => href)
  return (
    <header className="head">
      <nav aria-label={words.whereAmI} className="min-w-0">
        <ol className="crumbs">
          {crumbs.map((crumb) => (
            <li key={crumb.text} className={crumb === back ? 'is-back' : undefined}>
              {crumb.href ? <Link href={crumb.href}>{crumb.text}</Link> : <span aria-current="page">{crumb.text}</span>}
            </li>
          ))}
        </ol>
      </nav>
      <p className="state">
        <SiteLine {...site} />
        {state ?? <Connection connected={words.connected} offline={words.offline} />}
      </p>
      {bell && <Bell {...bell} />}
      {action ?? <FindButton label={words.find} />}
    </header>
  )
}
