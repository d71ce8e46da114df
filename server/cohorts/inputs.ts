import { z } from 'zod'

export const CohortInput = z.object({ cohortId: z.uuid() })
export const EnrolLearnerInput = CohortInput.extend({ learnerId: z.uuid() })
export const CreateCohortInput = z.object({
  programmeId: z.uuid(),
  ownerId: z.uuid(),
  partnerId: z.uuid(),
  names: z.object({ en: z.string().min(1).max(120), ja: z.string().min(1).max(120) }),
  zone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone)),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  freezesAt: z.date(),
})
