import { z } from 'zod'

export const ProgrammeOfOwnerInput = z.object({ programmeId: z.uuid(), ownerId: z.uuid() })
export const PublishReleaseInput = ProgrammeOfOwnerInput.extend({ releaseId: z.uuid() })
export const ReleaseInput = z.object({ releaseId: z.uuid() })
/** Null: of every cohort one looks after. */
export const AtRiskInput = z.object({ cohortId: z.uuid().nullable() })
export const TimeToStageInput = z.object({ cohortId: z.uuid(), stage: z.enum(['S3', 'S4']) })
