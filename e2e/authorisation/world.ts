import type { CohortRoom } from '../fixtures/cohort-room.ts'
import type { OpenExam } from '../fixtures/exam.ts'
import type { Market } from '../fixtures/market.ts'
import type { Observed } from '../fixtures/observation.ts'
import type { ForReview } from '../fixtures/review.ts'
import type { PublishedDraft } from '../fixtures/studio.ts'

export const ACTORS = [
  'anonymous',
  'outsider',
  'classmate',
  'victim',
  'instructor',
  'otherInstructor',
  'proctor',
  'otherProctor',
  'assessor',
  'otherAssessor',
  'programme_manager',
  'otherManager',
  'partner_manager',
  'otherPartner',
  'employer',
  'auditor',
  'operator',
] as const
export type ActorName = (typeof ACTORS)[number]

export interface World {
  victim: {
    id: string
    workspaceId: string
    /** Of one file that was saved there. */
    revision: number
    submissionId: string
    practiceId: string
    waitingAttemptId: string
    handle: string
    credentialId: string
  } & Observed
  cohortId: string
  spareCohortId: string
  room: CohortRoom
  draft: PublishedDraft
  releaseId: string
  /** The key that signs credentials now. */
  issuerKeyId: string
  /** Taken by hand, elsewhere. */
  backupId: string
  /** What the victim handed in before, in practice. */
  earlierId: string
  /** That the victim was told of a comment. */
  noticeId: string
  /** In a cohort of the other instructor's. */
  held: { holdId: string; cohortId: string }
  /** By the instructor, on the victim's submission. */
  commentId: string
  market: Market
  /** Open, in a session of the victim's. */
  exam: OpenExam
  review: ForReview
  activities: { lesson: string; quiz: string; lab: string }
  organisationId: string
}

type Allowed = readonly ActorName[] | 'everyone' | 'signed in'
export interface Rule {
  allowed: Allowed
  /** Not tried: it would take away what later calls look at. */
  skip?: readonly ActorName[]
  input?: (world: World) => unknown
}
