import { dayIn } from '../platform/dates.ts'

interface CohortDays {
  zone: string
  startsOn: string
}

const latest = (...days: string[]) => days.toSorted().at(-1)!

/**
 * The first day on which something can have happened to an enrolment: not before it, nor before the cohort began, unless
 * it has not begun yet.
 */
export function firstDayOfEnrolment({ zone, startsOn }: CohortDays, enrolledAt: Date, now: Date): string {
  const today = dayIn(zone, now)
  return latest(dayIn(zone, enrolledAt), startsOn < today ? startsOn : today)
}

/** Likewise of an observation: nor before its assessor was assigned. */
export function firstDayOfObservation(
  cohort: CohortDays,
  { enrolledAt, assignedAt }: { enrolledAt: Date; assignedAt: Date },
  now: Date,
): string {
  return latest(firstDayOfEnrolment(cohort, enrolledAt, now), dayIn(cohort.zone, assignedAt))
}
