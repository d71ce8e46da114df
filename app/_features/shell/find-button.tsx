'use client'

import { useEffect, useState } from 'react'

export const OPEN_PALETTE = 'terakoya:find'

export function FindButton({ label }: { label: string }) {
  const [isMac, setIsMac] = useState(false)
  useEffect(() => setIsMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), [])
  return (
    <button type="button" className="link-quiet min-h-6" onClick={() => window.dispatchEvent(new Event(OPEN_PALETTE))}>
      {label} <kbd className="max-lg:hidden font-sans text-1 text-ink-3">{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
    </button>
  )
}
