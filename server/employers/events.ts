import { defineEvent } from '../platform/events.ts'

export const openingPublished = defineEvent<{ openingId: string }>('employers.openingPublished')

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
