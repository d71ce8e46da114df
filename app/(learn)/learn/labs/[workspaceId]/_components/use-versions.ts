'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useTRPCClient } from '../../../../../_trpc/client.tsx'
import { groupVersions, type VersionGroup } from './versions.ts'

export type Chosen = { kind: 'save'; revision: number; at: number } | { kind: 'starter' }

export interface Versions {
  groups: readonly VersionGroup[] | null
  chosen: Chosen | null
  /** Text of the chosen one; null where the file was deleted, undefined until it is there. */
  text: string | null | undefined
  isAway: boolean
  choose: (chosen: Chosen) => void
  again: () => void
}

export interface VersionsOf {
  workspaceId: string
  path: string | null
  starter: string | null
  /** Changes when something was saved, so that the list follows. */
  savedAt: number | null
}

/** Earlier versions of one file and the text of the chosen one; asks nothing while `path` is null. */
export function useVersions({ workspaceId, path, starter, savedAt }: VersionsOf): Versions {
  const api = useTRPCClient()
  const [groups, setGroups] = useState<readonly VersionGroup[] | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [text, setText] = useState<string | null | undefined>(undefined)
  const [isAway, setIsAway] = useState(false)
  const [tries, setTries] = useState(0)
  const texts = useRef(new Map<string, string | null>())

  useEffect(() => {
    setGroups(null)
    setChosen(null)
    if (path === null) return
    texts.current.clear()
  }, [path])

  useEffect(() => {
    if (path === null) return
    let isCurrent = true
    api.labs.history.query({ workspaceId, path }).then(
      (saves) => {
        if (!isCurrent) return
        setIsAway(false)
        const found = groupVersions(saves.map((save) => ({ ...save, savedAt: Date.parse(save.savedAt) })))
        setGroups(found)
        // The newest is what one sees anyway: the one before it answers "what did I change?".
        const before = found[1]?.newest
        const first: Chosen | null = before
          ? { kind: 'save', revision: before.revision, at: before.savedAt }
          : starter === null
            ? null
            : { kind: 'starter' }
        setChosen((known) => known ?? first)
      },
      () => isCurrent && setIsAway(true),
    )
    return () => {
      isCurrent = false
    }
  }, [api, workspaceId, path, starter, savedAt, tries])

  useEffect(() => {
    if (path === null || chosen === null) return setText(undefined)
    if (chosen.kind === 'starter') return setText(starter)
    const { revision } = chosen
    const known = texts.current.get(`${path} ${revision}`)
    setText(known)
    if (known !== undefined) return
    let isCurrent = true
    api.assessment.fileVersion.query({ workspaceId, path, revision }).then(
      ({ content }) => {
        texts.current.set(`${path} ${revision}`, content)
        if (!isCurrent) return
        setText(content)
        setIsAway(false)
      },
      () => isCurrent && setIsAway(true),
    )
    return () => {
      isCurrent = false
    }
  }, [api, workspaceId, path, starter, chosen, tries])

  const again = useCallback(() => setTries((count) => count + 1), [])
  return { groups, chosen, text, isAway, choose: setChosen, again }
}
