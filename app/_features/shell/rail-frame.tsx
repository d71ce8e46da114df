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
  const [isOpen, setIsOpen] = useState(false)
  const path = usePathname()
  const rail = useRef<HTMLElement>(null)
  const closePersonMenu = () => rail.current?.querySelector('details[open]')?.removeAttribute('open')
  useEffect(() => {
    setIsOpen(false)
    closePersonMenu()
  }, [path])
  useEffect(() => {
    const onPress = (event: PointerEvent) => !(event.target as Element).closest('.rail-foot') && closePersonMenu()
    window.addEventListener('pointerdown', onPress)
    return () => window.removeEventListener('pointerdown', onPress)
  }, [])
  return (
    <nav
      ref={rail}
      className="rail"
      aria-label={label}
      data-open={isOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setIsOpen(false)
        closePersonMenu()
      }}
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
