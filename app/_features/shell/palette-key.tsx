'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { OPEN_PALETTE } from './find-button.tsx'
import type { PaletteProps } from './palette.tsx'

const Palette = lazy(() => import('./palette.tsx'))

/** Listens for Ctrl K or ⌘ K; the palette itself is loaded when it is first asked for. */
export function PaletteKey(props: Omit<PaletteProps, 'onClose'>) {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setIsOpen(true)
    }
    const onFind = () => setIsOpen(true)
    window.addEventListener('keydown', onKey)
    window.addEventListener(OPEN_PALETTE, onFind)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener(OPEN_PALETTE, onFind)
    }
  }, [])
  if (!isOpen) return null
  return (
    <Suspense>
      <Palette {...props} onClose={() => setIsOpen(false)} />
    </Suspense>
  )
}
