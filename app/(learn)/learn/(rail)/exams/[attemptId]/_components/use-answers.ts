'use client'

import { useEffect, useRef, useState } from 'react'
import { answerExam } from '../actions.ts'

const AGAIN_MS = 4_000

type Waiting = Map<string, { answerId: string; variantId: string; choice: string[] }>
export type SaveState = { kind: 'saved' | 'saving' } | { kind: 'waits'; sentence: string | null }

/**
 * Sends every choice in the order in which it was made, one after the other and again until it is kept; of a question only
 * the newest. `flush` resolves to whether nothing waits any more.
 */
export function useAnswers(attemptId: string) {
  const waiting = useRef<Waiting>(new Map())
  const sending = useRef<Promise<boolean> | null>(null)
  const [state, setState] = useState<SaveState>({ kind: 'saved' })

  async function sendAll(): Promise<boolean> {
    for (;;) {
      const [first] = waiting.current
      if (!first) {
        setState({ kind: 'saved' })
        return true
      }
      const [questionId, answer] = first
      setState({ kind: 'saving' })
      try {
        const refusal = await answerExam({ attemptId, questionId, ...answer })
        if (refusal !== null) {
          setState({ kind: 'waits', sentence: refusal })
          return false
        }
      } catch {
        setState({ kind: 'waits', sentence: null })
        return false
      }
      if (waiting.current.get(questionId) === answer) waiting.current.delete(questionId)
    }
  }

  function flush(): Promise<boolean> {
    sending.current ??= sendAll().finally(() => (sending.current = null))
    return sending.current
  }

  function choose(questionId: string, variantId: string, choice: string[]): void {
    waiting.current.delete(questionId)
    waiting.current.set(questionId, { answerId: crypto.randomUUID(), variantId, choice })
    void flush()
  }

  const retry = useRef(flush)
  retry.current = flush
  useEffect(() => {
    if (state.kind !== 'waits') return
    const timer = setTimeout(() => void retry.current(), AGAIN_MS)
    const leave = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', leave)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('beforeunload', leave)
    }
  }, [state])
  return { state, choose, flush }
}
