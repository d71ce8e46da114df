'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'

export interface RailFrameProps {
  brand: ReactNode
  children: ReactNode
  label: string
  menu: string
  close: string
}

/** The rail; on a narrow screen a bar whose menu folds, and folds again once one went somewhere. */
export function RailFrame({ brand, children, label, menu, close }: RailFrameProps) {
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
    <nav ref={rail} className="rail" aria-label={label} data-open={isOpen}>
      {brand}
      <button
        type="button"
        className="btn menu-button"
        aria-expanded={isOpen}
        aria-controls="rail-fold"
        onClick={() => setOpenAt(isOpen ? null : path)}
      >
        {isOpen ? close : menu}
      </button>
      <div id="rail-fold" className="rail-fold">
        {children}
      </div>
    </nav>
  )
}
