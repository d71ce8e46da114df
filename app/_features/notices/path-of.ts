import type { api } from '../../_trpc/server.ts'

type Notices = Awaited<ReturnType<typeof api>>['notices']
export type Opened = Awaited<ReturnType<Notices['open']>>
export type NoticeKind = Opened['kind']

/** Where each kind of notice leads; the page there decides by itself whether it may be seen. */
const PATHS: Record<NoticeKind, (id: string) => string> = {
  comment_written: (id) => `/learn/results/${id}#comments`,
  comment_answered: (id) => `/teach/submissions/${id}#comments`,
  grade_released: (id) => `/learn/results/${id}`,
  grading_failed: (id) => `/learn/results/${id}`,
  learner_grading_failed: (id) => `/teach/submissions/${id}`,
  proof_failed: (id) => `/teach/studio/${id}`,
  review_wanted: (id) => `/assess/reviews/${id}`,
  review_signed: (id) => `/learn/results/${id}`,
  observation_signed: (id) => `/learn/observations/${id}`,
  credential_issued: () => '/learn/credentials',
  credential_revoked: () => '/learn/credentials',
  opening_matches: (id) => `/learn/sharing/openings/${id}`,
  evidence_viewed: () => '/learn/sharing/seen',
  placement_recorded: () => '/learn/sharing#placements',
  placement_started: () => '/learn/sharing#placements',
  placement_agreed: () => '/hire/placements',
  placement_disputed: () => '/hire/placements',
  enrolled: () => '/learn',
  enrolment_withdrawn: () => '/learn',
  enrolment_leave: () => '/learn',
  enrolment_transferred: () => '/learn',
  enrolment_corrected: () => '/learn',
}

export function pathOf({ kind, subjectId }: Opened): string {
  return PATHS[kind](subjectId)
}
