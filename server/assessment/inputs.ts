import { z } from 'zod'
import type { ObservationMark, ReviewMark } from './schema.ts'

export const ActivityInput = z.object({ activityId: z.uuid() })
export const AttemptInput = z.object({ attemptId: z.uuid() })
export const SubmissionInput = z.object({ submissionId: z.uuid() })
export const DecideReplaysInput = SubmissionInput.extend({ reason: z.string().trim().min(10).max(1_000) })
/** The end of an id, as the trail shows it, or a whole one. */
export const FindGradesInput = z.object({
  ending: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f-]{4,36}$/)
    .optional(),
})
export const CompareInput = SubmissionInput.extend({ withId: z.uuid() })
export const WorkspaceInput = z.object({ workspaceId: z.uuid() })
export const FileVersionInput = WorkspaceInput.extend({ path: z.string().min(1).max(300), revision: z.int().min(1) })
export const SubmitInput = z.object({ submitId: z.uuid(), workspaceId: z.uuid() })
export const AnswerInput = z.object({
  answerId: z.uuid(),
  attemptId: z.uuid(),
  questionId: z.uuid(),
  variantId: z.string().max(120),
  choice: z.array(z.string().max(120)).min(1).max(12),
})
/** Nothing chosen takes an answer back. */
export const AnswerExamInput = AnswerInput.extend({ choice: z.array(z.string().max(120)).max(12) })
export const SubmitExamInput = AttemptInput.extend({ submitId: z.uuid() })
export const ConfirmIdentityInput = AttemptInput.extend({
  where: z.enum(['person_online', 'person_in_room']),
  checked: z.enum(['photo_document', 'known_to_proctor']),
})

const mark = z.object({
  criterion: z.string().max(60),
  mark: z.enum(['unaided', 'helped', 'not_shown']),
}) satisfies z.ZodType<ObservationMark>

export const ObservationFormInput = z.object({ enrolmentId: z.uuid(), roleCode: z.string().max(80) })
export const ObservationInput = z.object({ observationId: z.uuid() })
export const SignObservationInput = ObservationInput.extend({
  enrolmentId: z.uuid(),
  roleCode: z.string().max(80),
  observedOn: z.string().max(10),
  place: z.enum(['in_room', 'online']),
  marks: z.array(mark).min(1).max(12),
  note: z.string().trim().max(2_000),
  /** The assessor's name as they type it: the signature. */
  name: z.string().trim().min(1).max(200),
  corrects: z.uuid().nullable().default(null),
})

export const SignReviewInput = SubmissionInput.extend({
  reviewId: z.uuid(),
  marks: z
    .array(
      z.object({ criterion: z.string().max(60), mark: z.enum(['met', 'not_met']) }) satisfies z.ZodType<ReviewMark>,
    )
    .min(1)
    .max(12),
  note: z.string().trim().max(4_000),
})

const Words = z.string().trim().min(1).max(4_000)
const CommentInput = SubmissionInput.extend({ commentId: z.uuid() })
export const WriteCommentInput = CommentInput.extend({
  path: z.string().min(1).max(300).nullable().default(null),
  line: z.int().min(1).max(100_000).nullable().default(null),
  answers: z.uuid().nullable().default(null),
  text: Words,
})
export const EditCommentInput = CommentInput.extend({ entryId: z.uuid(), text: Words })
export const WithdrawCommentInput = CommentInput.extend({ entryId: z.uuid(), note: z.string().trim().min(1).max(300) })
