import { defineEvent } from '../platform/events.ts'

export const cohortFrozen = defineEvent<{
  cohortId: string
  enrolmentIds: string[]
  rosterDigest: string
  frozenAt: string
}>('cohorts.frozen')
