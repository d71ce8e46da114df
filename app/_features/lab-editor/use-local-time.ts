'use client'

import { useFormatter } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** A time on the reader's own clock, with its day when that is not today; null while the server draws the page. */
export function useLocalTime(): (at: number) => string | null {
  const format = useFormatter()
  const isHere = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (at) => {
    if (!isHere) return null
    const isToday = new Date(at).toDateString() === new Date().toDateString()
    return format.dateTime(at, {
      ...(isToday ? {} : { day: 'numeric', month: 'short' }),
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
  }
}
