export interface Save {
  revision: number
  source: 'editor' | 'terminal' | 'reset'
  savedAt: number
  digest: string | null
}

export interface VersionGroup {
  /** The state in which a stretch of work ended. */
  newest: Save
  /** What was saved on the way there, newest first. */
  earlier: Save[]
}

const PAUSE_MS = 60_000
const STRETCH_MS = 5 * 60_000

/**
 * Saves come with every pause of the hand; people remember stretches of work. Saves of one kind that follow within a
 * minute, five at most, are one entry. Newest first, as given.
 */
export function groupVersions(saves: readonly Save[]): VersionGroup[] {
  const groups: VersionGroup[] = []
  for (const save of saves) {
    const group = groups.at(-1)
    const last = group && (group.earlier.at(-1) ?? group.newest)
    const isSame =
      group !== undefined &&
      last !== undefined &&
      save.source === group.newest.source &&
      save.digest !== null &&
      group.newest.digest !== null &&
      last.savedAt - save.savedAt <= PAUSE_MS &&
      group.newest.savedAt - save.savedAt <= STRETCH_MS
    if (isSame) group.earlier.push(save)
    else groups.push({ newest: save, earlier: [] })
  }
  return groups
}
