import { STAGES } from './funnel.ts'
import type { CohortCounts, Ending } from './rollup-queries.ts'

export interface Drop {
  /** How many fewer than at the stage before; negative where more came this far by another way. */
  lost: number
  /** Why most of those whose furthest stage is the one before stopped there; null where nobody did. */
  main: { reason: string | null; people: number } | null
}

/** From stage to stage, how many stopped and why most of them: the reason they left for, or null for still on the way. */
export function dropsOf(
  counts: Pick<CohortCounts, (typeof STAGES)[number]>,
  endings: readonly Pick<Ending, 'furthest' | 'reason' | 'people'>[],
): Drop[] {
  return STAGES.slice(1).map((stage, index) => {
    const byReason = Map.groupBy(
      endings.filter(({ furthest }) => furthest === index),
      ({ reason }) => reason,
    )
    const sums = [...byReason].map(([reason, rows]) => ({
      reason,
      people: rows.reduce((sum, { people }) => sum + people, 0),
    }))
    const [main] = sums.toSorted((a, b) => b.people - a.people || Number(a.reason === null) - Number(b.reason === null))
    return { lost: counts[STAGES[index]!] - counts[stage], main: main ?? null }
  })
}

/** Of whom nobody has said how it ended: they neither began work in time nor left. They count as not converted. */
export function unknownIn(endings: readonly Pick<Ending, 'reason' | 'isDeployed' | 'people'>[]): number {
  return endings
    .filter(({ reason, isDeployed }) => !isDeployed && reason === null)
    .reduce((sum, { people }) => sum + people, 0)
}
