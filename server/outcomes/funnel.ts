export const STAGES = ['S0', 'S1', 'S2', 'S3'] as const
export type Stage = (typeof STAGES)[number]

export interface FunnelStage {
  stage: Stage
  count: number
}

/**
 * Counts a cohort's stages over its frozen roster: who enrolled later is in no count, and who left stays in the
 * denominator. Pure, so that anybody with the facts recomputes it.
 */
export function countFunnel(
  roster: readonly string[],
  events: readonly { enrolmentId: string; stage: Stage }[],
): FunnelStage[] {
  const enrolled = new Set(roster)
  return STAGES.map((stage) => {
    if (stage === 'S0') return { stage, count: enrolled.size }
    const reached = new Set(
      events
        .filter((event) => event.stage === stage && enrolled.has(event.enrolmentId))
        .map((event) => event.enrolmentId),
    )
    return { stage, count: reached.size }
  })
}

export const LEAST_CELL = 10

/** A figure for the public: hidden when it, or those it leaves out, are fewer than ten people. */
export function publicCount(count: number, total: number): number | null {
  const rest = total - count
  return count < LEAST_CELL || (rest > 0 && rest < LEAST_CELL) ? null : count
}
