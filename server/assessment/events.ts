import { defineEvent } from '../platform/events.ts'

/** A grading job of purpose `grade` finished; emitted by the runner in the transaction that stores the result. */
export const graded = defineEvent<{ gradingJobId: string; submissionId: string }>('assessment.graded')
/** A learner passed an activity for the first time or again, with evidence recorded. */
export const passed = defineEvent<{ submissionId: string; learnerId: string; activityId: string }>('assessment.passed')
export const quizCompleted = defineEvent<{ attemptId: string; learnerId: string; activityId: string; percent: number }>(
  'assessment.quizCompleted',
)

export const observationSigned = defineEvent<{ observationId: string; learnerId: string }>(
  'assessment.observationSigned',
)
/** A submission that its program passed waits for a person to mark the rest. */
export const reviewWanted = defineEvent<{ submissionId: string }>('assessment.reviewWanted')
/** A person marked a part of a submission. */
export const reviewed = defineEvent<{ reviewId: string; submissionId: string }>('assessment.reviewed')
/** Somebody became ready for a role (stage S4), or ceased to be. */
export const becameReady = defineEvent<{
  readinessId: string
  learnerId: string
  roleCode: string
  occurredAt: string
}>('assessment.becameReady')
export const readinessLapsed = defineEvent<{
  readinessId: string
  learnerId: string
  roleCode: string
  occurredAt: string
}>('assessment.readinessLapsed')

/** Somebody wrote a comment to a submission: who teaches, or its learner in answer. */
export const commented = defineEvent<{ commentId: string; submissionId: string; authorId: string }>(
  'assessment.commented',
)
