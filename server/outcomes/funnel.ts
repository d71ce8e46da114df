import type { Stage } from './schema.ts'

export const STAGES = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6'] as const satisfies readonly Stage[]

export interface FunnelStage {
  stage: Stage
  count: number
}

/**
 * Counts a cohort's stages over its frozen roster: who enrolled later is in no count, and who left stays in the
 * denominator. Facts come in the order they happened: of a stage that lapses the newest one counts. Pure, so that
 * anybody with the facts recomputes it.
 */
export function countFunnel(
  roster: readonly string[],
  events: readonly { enrolmentId: string; stage: Stage; effect: 'reached' | 'lapsed' }[],
): FunnelStage[] {
  const enrolled = new Set(roster)
  return STAGES.map((stage) => {
    if (stage === 'S0') return { stage, count: enrolled.size }
    const newest = new Map(events.filter((event) => event.stage === stage).map((e) => [e.enrolmentId, e.effect]))
    const standing = [...newest].filter(([id, effect]) => enrolled.has(id) && effect === 'reached')
    return { stage, count: standing.length }
  })
}
