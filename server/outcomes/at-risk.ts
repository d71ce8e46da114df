/** What is known of somebody on a roster who neither left nor is on leave. */
export interface RiskFacts {
  hasJoined: boolean
  enrolledAt: Date
  lastWorkAt: Date | null
  /** Activities of the programme that are completed, and how many there are. */
  done: number
  activities: number
  /** The newest proctored attempt was not passed, and none was asked for since. */
  failedProctoredAt: Date | null
  /** The first area whose newest evidence ends, if any is still to end. */
  evidenceEndsAt: Date | null
}

export interface Calendar {
  startsAt: Date
  endsAt: Date
}

export const NEEDS = ['lapsing', 'failedProctored', 'notJoined', 'idle', 'behind'] as const

/** What is in the way, with days: until evidence lapses, otherwise since when. */
export interface Need {
  kind: (typeof NEEDS)[number]
  days: number
}

const DAY = 86_400_000
const IDLE_DAYS = 14
const BEHIND_DAYS = 14
const LAPSING_DAYS = 60

const daysBetween = (from: Date, to: Date) => Math.floor((to.getTime() - from.getTime()) / DAY)

/** By how many days somebody is behind a calendar in which every activity takes the same time. */
function daysBehind({ done, activities }: RiskFacts, { startsAt, endsAt }: Calendar, now: Date): number {
  if (activities === 0) return 0
  const reached = startsAt.getTime() + ((endsAt.getTime() - startsAt.getTime()) * done) / activities
  return daysBetween(new Date(reached), now)
}

/** Why somebody may need help at `now`, the most urgent first. Pace and rest are judged while the cohort runs. */
export function needsOf(facts: RiskFacts, calendar: Calendar, now: Date): Need[] {
  const { hasJoined, enrolledAt, lastWorkAt, failedProctoredAt, evidenceEndsAt } = facts
  const isRunning = calendar.startsAt <= now && now < calendar.endsAt
  const isOnTheWay = isRunning && facts.done < facts.activities
  const since = [calendar.startsAt, enrolledAt, lastWorkAt ?? enrolledAt].reduce((a, b) => (a > b ? a : b))
  const idle = daysBetween(since, now)
  const behind = daysBehind(facts, calendar, now)
  const left = evidenceEndsAt && evidenceEndsAt > now ? daysBetween(now, evidenceEndsAt) : null
  const needs: (Need | null)[] = [
    left !== null && left < LAPSING_DAYS ? { kind: 'lapsing', days: left } : null,
    failedProctoredAt && { kind: 'failedProctored', days: daysBetween(failedProctoredAt, now) },
    isRunning && !hasJoined ? { kind: 'notJoined', days: daysBetween(calendar.startsAt, now) } : null,
    isOnTheWay && hasJoined && idle >= IDLE_DAYS ? { kind: 'idle', days: idle } : null,
    isOnTheWay && hasJoined && behind >= BEHIND_DAYS ? { kind: 'behind', days: behind } : null,
  ]
  return needs.filter((need) => need !== null)
}

/** Those first whose most urgent need comes first: by kind, then what lapses soonest or has waited longest. */
export function compareNeeds(a: readonly Need[], b: readonly Need[]): number {
  const [x, y] = [a[0]!, b[0]!]
  const byKind = NEEDS.indexOf(x.kind) - NEEDS.indexOf(y.kind)
  return byKind || (x.kind === 'lapsing' ? x.days - y.days : y.days - x.days)
}
