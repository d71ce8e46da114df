type Names = { en: string; ja: string }

export interface AssignmentFacts {
  attemptId: string
  learnerName: string
  cohortNames: Names
  activity: { code: string | null; title: Names }
  requestedAt: Date
  assurance: string
  identityChecked: string | null
  identityConfirmedAt: Date | null
  openedAt: Date | null
  closesAt: Date | null
  closedAt: Date | null
}

export type AssignmentState = 'waiting' | 'confirmed' | 'open' | 'closed'

type Times = Pick<AssignmentFacts, 'identityConfirmedAt' | 'openedAt' | 'closesAt' | 'closedAt'>

/** Where an attempt is; one whose time is up counts as closed, also before the server has written so. */
export function stateOf({ identityConfirmedAt, openedAt, closesAt, closedAt }: Times, now: Date): AssignmentState {
  if (closedAt || (closesAt && closesAt <= now)) return 'closed'
  if (openedAt) return 'open'
  return identityConfirmedAt ? 'confirmed' : 'waiting'
}
