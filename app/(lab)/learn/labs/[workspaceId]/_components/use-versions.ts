'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
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
  path: string
  isShown: boolean
  starter: string | null
  /** Changes when something was saved, so that the list follows. */
  savedAt: number | null
}

/** The newest is what one sees anyway: the one before it answers "what did I change?". */
function firstChoice(groups: readonly VersionGroup[] | null, starter: string | null): Chosen | null {
  const before = groups?.[1]?.newest
  if (before) return { kind: 'save', revision: before.revision, at: before.savedAt }
  return groups === null || starter === null ? null : { kind: 'starter' }
}

/** Earlier versions of one file and the text of the chosen one; asks nothing until they are shown. */
export function useVersions({ workspaceId, path, isShown, starter, savedAt }: VersionsOf): Versions {
  const api = useTRPCClient()
  const [choice, setChoice] = useState<{ path: string; chosen: Chosen } | null>(null)
  const history = useQuery({
    queryKey: ['labs.history', workspaceId, path, savedAt],
    queryFn: () => api.labs.history.query({ workspaceId, path }),
    enabled: isShown,
    placeholderData: (before, query) => (query?.queryKey[2] === path ? before : undefined),
  })
  const groups = history.data
    ? groupVersions(history.data.map((save) => ({ ...save, savedAt: Date.parse(save.savedAt) })))
    : null
  const chosen = choice?.path === path ? choice.chosen : firstChoice(groups, starter)
  const revision = chosen?.kind === 'save' ? chosen.revision : null
  const version = useQuery({
    queryKey: ['assessment.fileVersion', workspaceId, path, revision],
    queryFn: () => api.assessment.fileVersion.query({ workspaceId, path, revision: revision! }),
    enabled: isShown && revision !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return {
    ...{ groups, chosen },
    text: chosen?.kind === 'starter' ? starter : version.data?.content,
    isAway: history.isError || (revision !== null && version.isError),
    choose: (chosen) => setChoice({ path, chosen }),
    again: () => void (history.isError ? history.refetch() : version.refetch()),
  }
}
