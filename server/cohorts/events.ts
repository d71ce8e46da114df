import { defineEvent } from '../platform/events.ts'

export const cohortFrozen = defineEvent<{
  cohortId: string
  enrolmentIds: string[]
  rosterDigest: string
  frozenAt: string
}>('cohorts.frozen')

export const learnersEnrolled = defineEvent<{ cohortId: string; enrolmentIds: string[] }>('cohorts.enrolled')

/** An import was undone: these enrolments are no more, and nothing was ever done in them. */
export const enrolmentsRemoved = defineEvent<{ cohortId: string; enrolmentIds: string[] }>('cohorts.enrolmentsRemoved')

/** A row of `enrolment_events` was appended; `corrects` names the one it takes back. */
export const enrolmentChanged = defineEvent<{
  eventId: string
  enrolmentId: string
  cohortId: string
  kind: 'withdrawn' | 'leave' | 'transferred' | 'corrected'
  reason: string | null
  startsOn: string
  endsOn: string | null
  toEnrolmentId: string | null
  corrects: string | null
}>('cohorts.enrolmentChanged')

/** The grades of an activity that waited in a cohort are shown from now on. */
export const gradesReleased = defineEvent<{ holdId: string; cohortId: string; activityId: string; heldAt: string }>(
  'cohorts.gradesReleased',
)

export const personAssigned = defineEvent<{
  assignmentId: string
  cohortId: string
  personId: string
  kind: string
  isEnded: boolean
}>('cohorts.personAssigned')
