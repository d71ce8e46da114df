import { defineEvent } from '../platform/events.ts'

export const openingPublished = defineEvent<{ openingId: string }>('employers.openingPublished')

/** Learners were told of an opening for which they are ready. */
export const learnersTold = defineEvent<{ openingId: string; learnerIds: string[] }>('employers.learnersTold')

/** An employer's person looked at what learners share with them. */
export const candidatesViewed = defineEvent<{ views: { consentId: string; learnerId: string }[] }>(
  'employers.candidatesViewed',
)

/** An employer recorded that they take somebody on; the learner is asked whether that is so. */
export const placementRecorded = defineEvent<{ placementId: string; learnerId: string }>('employers.placementRecorded')

/** A learner said whether a placement is as recorded. */
export const placementAnswered = defineEvent<{
  placementId: string
  recordedBy: string
  answer: 'agreed' | 'disputed'
  answeredAt: string
}>('employers.placementAnswered')

/** An employer confirmed that somebody started work (stage S5). */
export const placementConfirmed = defineEvent<{
  placementId: string
  learnerId: string
  roleCode: string
  startedOn: string
  confirmedAt: string
}>('employers.placementConfirmed')

/** An employer confirmed that somebody was still employed on day 90 or 180 (stage S6); each day once. */
export const retentionConfirmed = defineEvent<{
  placementId: string
  learnerId: string
  roleCode: string
  day: 90 | 180
  confirmedAt: string
}>('employers.retentionConfirmed')
