'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { BrandMark } from '../../_ui/brand-mark.tsx'
import { Link } from '../../_ui/link.tsx'
import { LanguageSwitch, type ThemeChoice, ThemeSwitch, type ThemeWords } from '../../_ui/preferences/preferences.tsx'
import { SignOutButton } from '../session/sign-out-button.tsx'
import { type RailLink, RailLinks } from './rail-links.tsx'

export interface RailProps {
  /** What this person may do here; the first is where they begin. */
  links: readonly [RailLink, ...RailLink[]]
  /** The other areas they may enter, and those in one sentence. */
  others: readonly RailLink[]
  also: string | undefined
  area: string
  name: string
  locale: string
  theme: ThemeChoice
  words: {
    main: string
    menu: string
    close: string
    account: string
    signOut: string
    theme: ThemeWords
  }
}

/**
 * The rail; on a narrow screen a bar whose menu folds, and folds again once one went somewhere. Handed over as words,
 * not as elements: it goes with every page (docs/decisions/0020).
 */
export function Rail({ links, others, also, area, name, locale, theme, words }: RailProps) {
  const path = usePathname()
  // The path where the menu was opened: going elsewhere closes it.
  const [openAt, setOpenAt] = useState<string | null>(null)
  const isOpen = openAt === path
  const rail = useRef<HTMLElement>(null)
  useEffect(() => {
    const closePerson = () => rail.current?.querySelector('details[open]')?.removeAttribute('open')
    const onClick = (event: MouseEvent) => {
      if (!(event.target as Element).closest('.rail-foot summary, .rail-foot form')) closePerson()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpenAt(null)
      closePerson()
    }
    window.addEventListener('click', onClick)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('click', onClick)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <nav ref={rail} className="rail" aria-label={words.main} data-open={isOpen}>
      <Link href={links[0].href} className="brand">
        <BrandMark />
        Terakoya
      </Link>
      <button
        type="button"
        className="btn menu-button"
        aria-expanded={isOpen}
        aria-controls="rail-fold"
        onClick={() => setOpenAt(isOpen ? null : path)}
      >
        {isOpen ? words.close : words.menu}
      </button>
      <div id="rail-fold" className="rail-fold">
        <RailLinks links={links} path={path} />
        <details className="rail-foot" name="person">
          <summary>
            <b>{area}</b>
            {name}
            {also && <span className="block">{also}</span>}
          </summary>
          <div className="rail-menu">
            {others.length > 0 && (
              <div>
                {others.map(({ href, text }) => (
                  <Link key={href} href={href}>
                    {text}
                  </Link>
                ))}
              </div>
            )}
            <LanguageSwitch locale={locale} className="" />
            <ThemeSwitch words={words.theme} current={theme} />
            <div>
              <Link href="/account">{words.account}</Link>
              <SignOutButton label={words.signOut} />
            </div>
          </div>
        </details>
      </div>
    </nav>
  )
}
