'use client'

import { useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react'
import { EditedFiles } from '../../../../../_features/lab-editor/edited-files.ts'
import type { OutboxView } from '../../../../../_features/lab-editor/outbox.ts'
import { EMPTY } from '../../../../../_features/lab-editor/outbox-core.ts'
import { faultOf, useTRPCClient } from '../../../../../_trpc/client.tsx'
import { firstState, reduceStudio } from './studio-state.ts'
import type { JobKind, StudioProps } from './studio-types.ts'

const EMPTY_VIEW: OutboxView = { ...EMPTY, isKept: true }
/** While a runner works, and otherwise: others may write on the same draft. */
const WORKING_MS = 700
const RESTING_MS = 8_000

export function useStudio({ draft }: StudioProps) {
  const api = useTRPCClient()
  const { draftId } = draft
  const [state, dispatch] = useReducer(reduceStudio, draft, firstState)
  const [engine, setEngine] = useState<EditedFiles | null>(null)

  useEffect(() => {
    const made = new EditedFiles(
      {
        id: draftId,
        read: async (path) => ({ ...(await api.studio.file.query({ draftId, path })), starter: null }),
        save: ({ saveId, path, content, baseRevision }) =>
          api.studio.save.mutate({ saveId, draftId, path, content, baseRevision }),
      },
      dispatch,
    )
    setEngine(made)
    return () => made.stop()
  }, [api, draftId])

  const outbox = useSyncExternalStore(
    useCallback((listener: () => void) => engine?.outbox.subscribe(listener) ?? (() => {}), [engine]),
    () => engine?.outbox.getView() ?? EMPTY_VIEW,
    () => EMPTY_VIEW,
  )

  const refresh = useCallback(async () => {
    const view = await api.studio.draft.query({ draftId })
    const waiting = engine?.outbox.getView().edits.map(({ path }) => path) ?? []
    dispatch({ type: 'view', view, waiting })
    for (const { path, revision } of view.files) if (engine?.buffers.get(path)) engine.follow(path, revision)
    return view
  }, [api, draftId, engine])

  const isWorking = state.view.jobs.some(({ state }) => state !== 'finished')
  const latest = useRef(refresh)
  useEffect(() => {
    latest.current = refresh
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(() => void latest.current().then(again, again), isWorking ? WORKING_MS : RESTING_MS)
    }
    again()
    return () => clearTimeout(timer)
  }, [isWorking])
  // What was saved may mend a problem, or make one.
  useEffect(() => {
    if (outbox.savedAt === null) return
    const timer = setTimeout(() => void latest.current().catch(() => {}), 150)
    return () => clearTimeout(timer)
  }, [outbox.savedAt])

  const actions = useMemo(() => {
    const refuse = (error: unknown) => {
      const { code, reason, params } = faultOf(error)
      dispatch({ type: 'fault', fault: { reason: reason ?? code, params } })
    }
    /** Work is about what is saved, so that comes first. */
    const saved = async () => {
      if (await engine?.outbox.flush()) return true
      const count = engine?.outbox.getView().edits.length ?? 0
      dispatch({ type: 'fault', fault: { reason: 'notSaved', params: { count } } })
      return false
    }
    const ask = async (kind: JobKind | null, work: () => Promise<unknown>) => {
      dispatch({ type: 'asked', kind })
      try {
        if (await saved()) {
          await work()
          await latest.current()
        }
      } catch (error) {
        refuse(error)
        await latest.current().catch(() => {})
      }
      dispatch({ type: 'answered' })
    }
    return {
      start: (kind: JobKind) => ask(kind, () => api.studio.start.mutate({ draftId, kind, jobId: crypto.randomUUID() })),
      cancel: (jobId: string) => ask(null, () => api.studio.cancel.mutate({ jobId })),
      publish: (manifestDigest: string) => ask(null, () => api.studio.publish.mutate({ draftId, manifestDigest })),
      create: (path: string) => {
        engine?.create(path)
        dispatch({ type: 'open', path })
      },
      rename: async (from: string, to: string) => {
        await engine?.rename(from, to)
        dispatch({ type: 'open', path: to })
      },
      remove: async (path: string) => {
        if (!engine) return
        if (!engine.buffers.get(path)) await engine.load(path)
        const text = engine.buffers.get(path)?.text
        engine.edit(path, null)
        dispatch({ type: 'deleted', file: text === undefined ? null : { path, text } })
      },
      restore: (file: { path: string; text: string }) => {
        engine?.create(file.path, file.text)
        dispatch({ type: 'deleted', file: null })
        dispatch({ type: 'open', path: file.path })
      },
    }
  }, [api, draftId, engine])

  return { state, dispatch, engine, outbox, isWorking, ...actions }
}

export type Studio = ReturnType<typeof useStudio>
