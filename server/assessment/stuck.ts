export interface GradedOnce {
  isPassed: boolean
  /** Ids of the checks that were not passed. */
  failed: readonly string[]
}

/** How often in a row the same check has to fail before somebody is told to be stuck. */
export const STUCK_AFTER = 3

/**
 * The checks that each of somebody's newest submissions failed, newest first; none when there are fewer than three or the
 * newest passed.
 */
export function stuckOn(newest: readonly GradedOnce[]): string[] {
  const last = newest.slice(0, STUCK_AFTER)
  if (last.length < STUCK_AFTER || last.some(({ isPassed }) => isPassed)) return []
  return last[0]!.failed.filter((check) => last.every(({ failed }) => failed.includes(check)))
}
