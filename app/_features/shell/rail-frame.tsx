'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

export interface RailFrameProps {
  brand: ReactNode
  children: ReactNode
  label: string
  menu: string
  close: string
}

/** The rail; on a narrow screen a bar whose menu folds, and folds again once one went somewhere. */
export function RailFrame({ brand, children, label, menu, close }: RailFrameProps) {
  const [isOpen, setIsOpen] = useState(false)
  const path = usePathname()
  useEffect(() => setIsOpen(false), [path])
  return (
    <nav
      className="rail"
      aria-label={label}
      data-open={isOpen}
      onKeyDown={(event) => event.key === 'Escape' && setIsOpen(false)}
    >
      {brand}
      <button
        type="button"
        className="btn menu-button"
        aria-expanded={isOpen}
        aria-controls="rail-fold"
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? close : menu}
      </button>
      <div id="rail-fold" className="rail-fold">
        {children}
      </div>
    </nav>
  )
}
