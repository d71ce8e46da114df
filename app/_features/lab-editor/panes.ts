'use client'

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useState } from 'react'

export interface PaneSizes {
  guide: number
  tree: number
  low: number
}

export const DEFAULT_SIZES: PaneSizes = { guide: 384, tree: 192, low: 316 }
const BOUNDS: Record<keyof PaneSizes, readonly [min: number, max: number]> = {
  guide: [260, 720],
  tree: [120, 420],
  low: [120, 640],
}
const KEY = 'terakoya:lab-panes'

export function clampSize(pane: keyof PaneSizes, size: number): number {
  const [min, max] = BOUNDS[pane]
  return Math.round(Math.min(max, Math.max(min, size)))
}

function readSizes(): PaneSizes {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof PaneSizes, unknown>>
    const size = (pane: keyof PaneSizes) => {
      const value = saved[pane]
      return clampSize(pane, typeof value === 'number' && Number.isFinite(value) ? value : DEFAULT_SIZES[pane])
    }
    return { guide: size('guide'), tree: size('tree'), low: size('low') }
  } catch {
    return DEFAULT_SIZES
  }
}

/** Sizes that this browser remembers, and what a separator needs to change one by pointer or keys. */
export function usePanes() {
  const [sizes, setSizes] = useState(DEFAULT_SIZES)
  useEffect(() => setSizes(readSizes()), [])

  const change = useCallback((pane: keyof PaneSizes, size: number) => {
    setSizes((before) => {
      const after = { ...before, [pane]: clampSize(pane, size) }
      localStorage.setItem(KEY, JSON.stringify(after))
      return after
    })
  }, [])

  const separator = (pane: keyof PaneSizes, label: string) => {
    const isHorizontal = pane === 'low'
    const [min, max] = BOUNDS[pane]
    return {
      role: 'separator',
      tabIndex: 0,
      'aria-label': label,
      'aria-orientation': isHorizontal ? ('horizontal' as const) : ('vertical' as const),
      'aria-valuenow': sizes[pane],
      'aria-valuemin': min,
      'aria-valuemax': max,
      onKeyDown: (event: KeyboardEvent) => {
        const step = event.shiftKey ? 64 : 16
        const towards: Record<string, number> = isHorizontal
          ? { ArrowUp: step, ArrowDown: -step }
          : { ArrowRight: step, ArrowLeft: -step }
        const by = towards[event.key]
        if (by === undefined) return
        event.preventDefault()
        change(pane, sizes[pane] + by)
      },
      onDoubleClick: () => change(pane, DEFAULT_SIZES[pane]),
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const handle = event.currentTarget
        const start = { at: isHorizontal ? event.clientY : event.clientX, size: sizes[pane] }
        handle.setPointerCapture(event.pointerId)
        handle.onpointermove = (move) => {
          const delta = isHorizontal ? start.at - move.clientY : move.clientX - start.at
          change(pane, start.size + delta)
        }
        handle.onpointerup = () => {
          handle.onpointermove = null
        }
      },
    }
  }
  return { sizes, separator }
}
