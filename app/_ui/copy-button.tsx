'use client'

import { useState } from 'react'

/** Copies a text and says that it did. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <button
      type="button"
      className="link-button"
      onClick={async () => {
        await navigator.clipboard.writeText(text)
        setIsCopied(true)
      }}
      onBlur={() => setIsCopied(false)}
    >
      <span aria-live="polite">{isCopied ? done : label}</span>
    </button>
  )
}
