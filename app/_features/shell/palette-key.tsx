'use client'

import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react'
import { OPEN_PALETTE } from './find-button.tsx'
import type { PaletteData, PaletteProps } from './palette.tsx'

/** Listens for Ctrl K or ⌘ K; the palette itself is loaded, and its data read, when it is first asked for. */
export function PaletteKey({ data }: { data: string }) {
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const stage = useRef<'shut' | 'coming' | 'open'>('shut')
  // Who presses Ctrl K goes on typing: what comes before the palette does is kept for it.
  const early = useRef('')
  useEffect(() => {
    const open = () => {
      if (stage.current !== 'shut') return
      stage.current = 'coming'
      early.current = ''
      import('./palette.tsx').then(
        (palette) => {
          setPalette(() => palette.default)
          setIsOpen(true)
        },
        // Without a network there is nothing to open; the next press tries again.
        () => {
          stage.current = 'shut'
        },
      )
    }
    const onKey = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey
      if (stage.current === 'coming' && event.key.length === 1 && !hasModifier && !event.altKey) {
        early.current += event.key
        event.preventDefault()
      }
      if (event.key.toLowerCase() !== 'k' || !hasModifier || event.altKey || event.shiftKey) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener(OPEN_PALETTE, open)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener(OPEN_PALETTE, open)
    }
  }, [])
  const takeEarly = useCallback(() => early.current, [])
  const onReady = useCallback(() => {
    stage.current = 'open'
  }, [])
  const onClose = useCallback(() => {
    stage.current = 'shut'
    setIsOpen(false)
  }, [])
  if (!isOpen || !Palette) return null
  return <Palette {...(JSON.parse(data) as PaletteData)} early={takeEarly} onReady={onReady} onClose={onClose} />
}
