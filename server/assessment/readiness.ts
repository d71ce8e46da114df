import type { Id } from '../platform/ids.ts'
import { addMonths } from '../platform/months.ts'

export interface RoleRule {
  requires: readonly { area: string; level: number }[]
  evidence: readonly { activities: readonly string[]; need?: number; mode: 'practice' | 'proctored' }[]
  recencyMonths: number
}

export interface EvidenceFact {
  id: string
  submissionId: Id<'submission'>
  area: string
  level: number
  activity: string
  mode: 'practice' | 'proctored'
  /** A person confirmed who sat there; without it a proctored pass certifies nothing. */
  isIdentified: boolean
  validFrom: Date
  expiresAt: Date
}

export interface ObservationFact {
  id: string
  isMet: boolean
  observedAt: Date
}

export type Validity = 'current' | 'lapsing' | 'lapsed' | 'missing'

export interface Part {
  state: Validity
  until: Date | null
}

export interface Readiness {
  state: 'ready' | 'lapsed' | 'not_yet'
  validUntil: Date | null
  competencies: (Part & { area: string; level: number })[]
  evidence: (Part & { mode: 'practice' | 'proctored'; need: number; activities: string[]; done: string[] })[]
  observation: Part & { id: string | null }
  evidenceIds: string[]
}

const LAPSING_DAYS = 60

function partUntil(until: Date | null, now: Date): Part {
  if (!until) return { state: 'missing', until: null }
  if (until <= now) return { state: 'lapsed', until }
  const isLapsing = until.getTime() - now.getTime() < LAPSING_DAYS * 86_400_000
  return { state: isLapsing ? 'lapsing' : 'current', until }
}

const latest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((last, date) => (last && last > date ? last : date), null)
const earliest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((first, date) => (first && first < date ? first : date), null)

/** A proctored pass also shows what practice would; it counts as proctored only where a person checked who sat there. */
function counts(fact: EvidenceFact, mode: 'practice' | 'proctored'): boolean {
  return mode === 'practice' || (fact.mode === 'proctored' && fact.isIdentified)
}

/** Until when `need` of the activities are shown: the date on which the first of the best ones falls away. */
function ruleUntil(
  facts: readonly EvidenceFact[],
  rule: RoleRule['evidence'][number],
): { until: Date | null; done: string[] } {
  const best = rule.activities.flatMap((activity) => {
    const dates = facts.filter((f) => f.activity === activity && counts(f, rule.mode)).map((f) => f.expiresAt)
    const until = latest(dates)
    return until ? [{ activity, until }] : []
  })
  const need = rule.need ?? rule.activities.length
  const used = best.toSorted((a, b) => b.until.getTime() - a.until.getTime()).slice(0, need)
  const done = best.map(({ activity }) => activity)
  return { until: used.length < need ? null : earliest(used.map(({ until }) => until)), done }
}

/**
 * Whether somebody is ready for a role at `now`, and what is missing: every competency at its level with evidence that
 * is still valid (level n also shows those below), the listed activities, and an observation by an independent assessor
 * that is not older than the role's recency. Source: the programme's outcome rules, stage S4.
 */
export function readinessFor(
  role: RoleRule,
  facts: readonly EvidenceFact[],
  observations: readonly ObservationFact[],
  now: Date,
): Readiness {
  const known = facts.filter(({ validFrom }) => validFrom <= now)
  const competencies = role.requires.map(({ area, level }) => {
    const dates = known.filter((f) => f.area === area && f.level >= level).map((f) => f.expiresAt)
    return { area, level, ...partUntil(latest(dates), now) }
  })
  const evidence = role.evidence.map((rule) => {
    const { until, done } = ruleUntil(known, rule)
    const { mode, activities } = rule
    return { mode, activities: [...activities], need: rule.need ?? activities.length, done, ...partUntil(until, now) }
  })
  const seen = observations.filter(({ observedAt }) => observedAt <= now)
  const newest = seen.reduce<ObservationFact | null>(
    (last, o) => (last && last.observedAt > o.observedAt ? last : o),
    null,
  )
  const observation = newest?.isMet
    ? { id: newest.id, ...partUntil(addMonths(newest.observedAt, role.recencyMonths), now) }
    : { id: newest?.id ?? null, ...partUntil(null, now) }
  const parts: Part[] = [...competencies, ...evidence, observation]
  const validUntil = parts.some(({ until }) => until === null) ? null : earliest(parts.map(({ until }) => until!))
  return {
    state: validUntil === null ? 'not_yet' : validUntil > now ? 'ready' : 'lapsed',
    validUntil,
    competencies,
    evidence,
    observation,
    evidenceIds: usedIds(role, known, now),
  }
}

function usedIds(role: RoleRule, facts: readonly EvidenceFact[], now: Date): string[] {
  const codes = new Set(role.evidence.flatMap(({ activities }) => activities))
  const areas = new Set(role.requires.map(({ area }) => area))
  const used = facts.filter((f) => f.expiresAt > now && (codes.has(f.activity) || areas.has(f.area)))
  return used.map(({ id }) => id).toSorted()
}
