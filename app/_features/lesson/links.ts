import type { ResolveLink } from './render.tsx'

export interface LinkTarget {
  id: string
  kind: string
  code: string | null
  slug?: string
}

/** Resolves the links of authored text among the activities that the reader has. */
export function linksTo(targets: readonly LinkTarget[]): ResolveLink {
  return (kind, name) => {
    const target = targets.find(
      (entry) => entry.kind === kind && (kind === 'lab' ? entry.code === name : entry.slug === name),
    )
    if (!target) return null
    if (kind === 'lesson') return `/learn/lessons/${target.id}`
    return kind === 'quiz' ? `/learn/quizzes/${target.id}` : `/learn/labs#${target.id}`
  }
}
