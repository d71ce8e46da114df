'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Reads the page again while something on it is under way. */
export function Refresh({ everyMs = 1_500 }: { everyMs?: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMs)
    return () => clearInterval(timer)
  }, [router, everyMs])
  return null
}
