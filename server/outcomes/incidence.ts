/** How one person's way went: by the day they reached the stage, left, or were last known to be on the way. */
export interface Passage {
  day: number
  end: 'reached' | 'left' | 'onTheWay'
}

export interface IncidencePoint {
  day: number
  /** Share that reached the stage by this day, with its 95 % interval. */
  reached: number
  low: number
  high: number
  /** Share that left by this day without having reached it. */
  left: number
  /** On the way just before this day. */
  atRisk: number
}

const Z95 = 1.959964

/** The interval on the scale of log(−log F), so that it stays between nobody and everybody. */
function intervalOf(share: number, variance: number): { low: number; high: number } {
  if (share <= 0 || share >= 1 || variance <= 0) return { low: share, high: share }
  const spread = (Z95 * Math.sqrt(variance)) / (share * Math.abs(Math.log(share)))
  return { low: share ** Math.exp(spread), high: share ** Math.exp(-spread) }
}

interface Step {
  day: number
  atRisk: number
  reached: number
  left: number
  /** Share still on the way just before the day. */
  before: number
}

/** Delta-method variance of the incidence after the last of `steps`; without anybody lost from sight it is p(1 − p)/n. */
function varianceOf(steps: readonly Step[], incidence: readonly number[]): number {
  const last = incidence.at(-1)!
  return steps.reduce((sum, { atRisk: n, reached, left, before }, index) => {
    const ended = reached + left
    const toCome = last - incidence[index]!
    const survival = n === ended ? 0 : (toCome ** 2 * ended) / (n * (n - ended))
    const own = (before ** 2 * (n - reached) * reached) / n ** 3
    return sum + survival + own - (2 * toCome * before * reached) / n ** 2
  }, 0)
}

/**
 * Cumulative incidence of reaching a stage with leaving as a competing event, by Aalen and Johansen: who left can no longer
 * reach it and is not treated as somebody of whom we merely lost sight. One point for each day on which somebody reached
 * it or left; the share between two points is that of the earlier one.
 * @see Aalen & Johansen (1978), Scand J Statist 5; variance: Dinse & Larson (1986), Biometrika 73
 */
export function incidenceOf(passages: readonly Passage[]): IncidencePoint[] {
  const byDay = Map.groupBy(passages, ({ day }) => day)
  const steps: Step[] = []
  const incidence: number[] = []
  const points: IncidencePoint[] = []
  let [atRisk, onTheWay, reachedShare, leftShare] = [passages.length, 1, 0, 0]
  for (const [day, ended] of [...byDay].toSorted(([a], [b]) => a - b)) {
    const reached = ended.filter(({ end }) => end === 'reached').length
    const left = ended.filter(({ end }) => end === 'left').length
    if (reached + left > 0) {
      reachedShare += (onTheWay * reached) / atRisk
      leftShare += (onTheWay * left) / atRisk
      steps.push({ day, atRisk, reached, left, before: onTheWay })
      incidence.push(reachedShare)
      onTheWay *= 1 - (reached + left) / atRisk
      const interval = intervalOf(reachedShare, varianceOf(steps, incidence))
      points.push({ day, reached: reachedShare, ...interval, left: leftShare, atRisk })
    }
    atRisk -= ended.length
  }
  return points
}

/** How many were still on the way when a day began. */
export function atRiskOn(passages: readonly Passage[], day: number): number {
  return passages.filter((passage) => passage.day >= day).length
}
