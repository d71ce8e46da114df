'use client'

import { useEffect, useState } from 'react'
import { createApi } from '../../_trpc/call.ts'
import { cohortItems, contentItems, type Kind, type Locale, type PaletteItem } from './found-items.ts'

export interface Sources {
  content: boolean
  people: 'manage' | 'teach' | null
}

export interface Found {
  state: 'idle' | 'asking' | 'known' | 'away'
  items: readonly PaletteItem[]
}

const PAUSE_MS = 120
const IDLE: Found = { state: 'idle', items: [] }

/** Asks the server once typing pauses; what was found before stays until the next answer. */
export function useFind(typed: string, sources: Sources, locale: Locale, kinds: Record<Kind, string>): Found {
  const [api] = useState(createApi)
  const [found, setFound] = useState<Found>(IDLE)
  const { content, people } = sources
  const text = typed.trim()
  useEffect(() => {
    if (text === '' || (!content && !people)) return setFound(IDLE)
    const abort = new AbortController()
    const ask = async () => {
      const { signal } = abort
      const [first, second] = await Promise.all([
        people && api.cohorts.find.query({ text }, { signal }),
        content ? api.learning.find.query({ text }, { signal }) : [],
      ])
      return [
        ...contentItems(second, text, locale, kinds),
        ...(first && people ? cohortItems(first, text, locale, kinds, people) : []),
      ]
    }
    setFound(({ items }) => ({ state: 'asking', items }))
    const timer = setTimeout(() => {
      ask().then(
        (items) => abort.signal.aborted || setFound({ state: 'known', items }),
        () => abort.signal.aborted || setFound({ state: 'away', items: [] }),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [api, text, content, people, locale, kinds])
  return found
}
