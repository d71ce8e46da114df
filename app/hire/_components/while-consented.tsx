'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

const EVERY_MS = 10_000
/** What no answer has confirmed for so long is no longer shown: a tab without a network must not outlive a withdrawal. */
const UNCONFIRMED_MS = 40_000

export interface WhileConsentedProps {
  consentIds: string[]
  /** Asks the server which of them still live. */
  ask: (consentIds: string[]) => Promise<string[]>
  /** Said in place of the people while nothing confirms that they may be shown. */
  gone: string
  children: ReactNode
}

/** Shows people only while their consents are confirmed to live; give it a key of the consents. */
export function WhileConsented({ consentIds, ask, gone, children }: WhileConsentedProps) {
  const router = useRouter()
  const [isHidden, setHidden] = useState(false)
  useEffect(() => {
    let confirmedAt = Date.now()
    let isOver = false
    const check = async () => {
      const askedAt = Date.now()
      if (askedAt - confirmedAt > UNCONFIRMED_MS) setHidden(true)
      const live = await ask(consentIds).catch(() => null)
      if (isOver || live === null) return
      // An answer tells how things stood when it was asked for: a late one confirms nothing for now.
      confirmedAt = Math.max(confirmedAt, askedAt)
      const isLive = consentIds.every((id) => live.includes(id))
      setHidden(!isLive || Date.now() - confirmedAt > UNCONFIRMED_MS)
      if (!isLive) router.refresh()
    }
    const onShown = () => document.visibilityState === 'visible' && void check()
    const timer = setInterval(() => void check(), EVERY_MS)
    document.addEventListener('visibilitychange', onShown)
    window.addEventListener('pageshow', onShown)
    // A page that comes back from the browser's memory is older than it looks.
    void check()
    return () => {
      isOver = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onShown)
      window.removeEventListener('pageshow', onShown)
    }
  }, [router, ask, consentIds])
  return (
    <>
      <div role="status" className="live">
        {isHidden && gone}
      </div>
      {!isHidden && children}
    </>
  )
}
