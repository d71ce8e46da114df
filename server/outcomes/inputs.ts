import { z } from 'zod'

export const ProgrammeOfOwnerInput = z.object({ programmeId: z.uuid(), ownerId: z.uuid() })
export const PublishReleaseInput = ProgrammeOfOwnerInput.extend({ releaseId: z.uuid() })
export const ReleaseInput = z.object({ releaseId: z.uuid() })
