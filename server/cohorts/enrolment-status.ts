interface StoredEvent {
  id: string
  kind: 'withdrawn' | 'leave' | 'transferred' | 'corrected'
  startsOn: string
  endsOn: string | null
  corrects: string | null
}

/** Events that stand: those that no later one takes back, and no taking back itself. */
export function standing<Event extends StoredEvent>(events: readonly Event[]): Event[] {
  const corrected = new Set(events.map((event) => event.corrects))
  return events.filter((event) => event.kind !== 'corrected' && !corrected.has(event.id))
}

/** The leave that covers a day, if any. Both its first and its last day belong to it. */
export function leaveOn<Event extends StoredEvent>(events: readonly Event[], day: string): Event | null {
  const found = standing(events).find((e) => e.kind === 'leave' && e.startsOn <= day && day <= e.endsOn!)
  return found ?? null
}

/** Whether a leave would overlap one that stands. */
export function overlapsLeave(events: readonly StoredEvent[], from: string, to: string): boolean {
  return standing(events).some((e) => e.kind === 'leave' && e.startsOn <= to && from <= e.endsOn!)
}

export type EnrolmentState = 'active' | 'onLeave' | 'withdrawn' | 'transferred'

/** How an enrolment stands on a day, told from what happened to it. */
export function stateOf(
  enrolment: { withdrawnAt: Date | null },
  events: readonly StoredEvent[],
  day: string,
): EnrolmentState {
  if (enrolment.withdrawnAt === null) return leaveOn(events, day) ? 'onLeave' : 'active'
  const last = standing(events).findLast((event) => event.kind !== 'leave')
  // Without an event of its own it ended because the transfer that had begun it was taken back.
  return last?.kind === 'withdrawn' ? 'withdrawn' : 'transferred'
}

/** How an enrolment stands to the frozen roster: counted for good, come after it, or gone before. Null before the freeze. */
export function countedAs(
  enrolment: { id: string; withdrawnAt: Date | null },
  baseline: { enrolmentIds: readonly string[]; frozenAt: Date } | null,
): 'counted' | 'late' | 'leftBefore' | null {
  if (!baseline) return null
  if (baseline.enrolmentIds.includes(enrolment.id)) return 'counted'
  const { withdrawnAt } = enrolment
  return withdrawnAt !== null && withdrawnAt <= baseline.frozenAt ? 'leftBefore' : 'late'
}
