import { z } from 'zod'
import type { WithdrawalReason } from './schema.ts'

/** A day as typed; whether it exists is told by the use case, with its own sentence. */
const Day = z.string().trim().min(1).max(20)
const Names = z.object({ en: z.string().trim().min(1).max(120), ja: z.string().trim().min(1).max(120) })

export const CohortInput = z.object({ cohortId: z.uuid() })
export const EnrolLearnerInput = CohortInput.extend({ learnerId: z.uuid() })
export const UpdateCohortInput = CohortInput.extend({
  partnerId: z.uuid(),
  names: Names,
  zone: z.string().max(64),
  startsOn: Day,
  endsOn: Day,
  freezesOn: Day,
})
export const CreateCohortInput = UpdateCohortInput.extend({ programmeId: z.uuid(), ownerId: z.uuid() })

export const HoldGradesInput = CohortInput.extend({ holdId: z.uuid(), activityId: z.uuid() })
export const ReleaseGradesInput = z.object({ holdId: z.uuid() })

export const ASSIGNMENT_KINDS = ['instructor', 'proctor', 'assessor'] as const
export const AssignPersonInput = CohortInput.extend({ personId: z.uuid(), kind: z.enum(ASSIGNMENT_KINDS) })
export const EndAssignmentInput = z.object({ assignmentId: z.uuid() })

/** About 700 kB of file as base64: what one request of a form may carry. */
export const FILE_LIMIT_BYTES = 700_000
export const ENCODINGS = ['utf-8', 'shift_jis'] as const
export const RosterFileInput = CohortInput.extend({
  file: z.base64().max(Math.ceil(FILE_LIMIT_BYTES / 3) * 4),
  /** Null: find out. */
  encoding: z.enum(ENCODINGS).nullable(),
})
export const ImportRosterInput = RosterFileInput.extend({
  importId: z.uuid(),
  leaveOutFaulty: z.boolean().default(false),
  invite: z.boolean().default(true),
})
export const UndoImportInput = z.object({ importId: z.uuid() })
export const ExportRosterInput = CohortInput.extend({ encoding: z.enum(['utf-8', 'utf-8-bom', 'shift_jis']) })

/** No reason asks for health, beliefs or convictions: what has no lawful source here is not collected. */
export const WITHDRAWAL_REASONS = [
  'work',
  'personal',
  'moved_away',
  'found_job',
  'other_course',
  'not_suited',
  'no_contact',
  'other',
] as const satisfies readonly WithdrawalReason[]

const Note = z.string().trim().max(500).default('')
export const EnrolmentInput = z.object({ enrolmentId: z.uuid() })
const EventInput = EnrolmentInput.extend({ eventId: z.uuid(), note: Note })
export const WithdrawInput = EventInput.extend({ on: Day, reason: z.enum(WITHDRAWAL_REASONS) })
export const LeaveInput = EventInput.extend({ from: Day, to: Day })
export const TransferInput = EventInput.extend({ on: Day, toCohortId: z.uuid() })
export const CorrectInput = z.object({ eventId: z.uuid(), corrects: z.uuid(), note: Note })
