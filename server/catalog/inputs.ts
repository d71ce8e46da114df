import { z } from 'zod'

const Text = (max: number) => z.object({ en: z.string().trim().min(1).max(max), ja: z.string().trim().min(1).max(max) })
const Slugs = z.array(z.string().min(1).max(120)).max(50)

const ProgrammeFacts = z.object({
  programmeId: z.uuid(),
  titles: Text(120),
  summary: Text(600),
  /** Days as typed; whether they exist is told by the use case. */
  startsOn: z.string().trim().min(1).max(20),
  endsOn: z.string().trim().min(1).max(20),
  courses: Slugs.min(1),
  roles: Slugs.default([]),
})
export const UpdateProgrammeInput = ProgrammeFacts
export const CreateProgrammeInput = ProgrammeFacts.extend({ ownerId: z.uuid() })
