'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

function isPlain(event: MouseEvent): boolean {
  return (
    event.button === 0 && !event.defaultPrevented && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  )
}

/** Follows every `Link` of the document in place, as its reader expects: modifier keys and middle clicks stay the browser's. */
export function SoftNavigation({ waiting }: { waiting: string }) {
  const router = useRouter()
  const [isWaiting, startTransition] = useTransition()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const anchor = (event.target as Element).closest<HTMLAnchorElement>('a[data-soft]')
      if (!anchor || !isPlain(event)) return
      event.preventDefault()
      const options = { scroll: anchor.dataset.soft === 'top' }
      startTransition(() => router.push(anchor.getAttribute('href')!, options))
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  return (
    <p role="status" className={isWaiting ? 'soft-wait' : 'sr'}>
      {isWaiting && <span className="sr">{waiting}</span>}
    </p>
  )
}
