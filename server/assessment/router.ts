import { procedure, router } from '../platform/trpc.ts'
import { findGrades, readGrade } from './audit-grades.ts'
import { editComment, readComments, withdrawComment, writeComment } from './comments.ts'
import { answerExam, readExam, submitExam } from './exams.ts'
import * as inputs from './inputs.ts'
import { readReadiness } from './judge-readiness.ts'
import { listObservationTasks, readObservation, readObservationForm, signObservation } from './observations.ts'
import { openLab, startOver } from './open-lab.ts'
import { confirmIdentity, listAssignments, requestProctored, startProctored } from './proctored.ts'
import { answerQuestion, openQuiz } from './quiz.ts'
import { readFileVersion } from './read-file-version.ts'
import { compareSubmissions, readSubmissionHistory } from './read-history.ts'
import { listHolds } from './read-holds.ts'
import { readLive } from './read-live.ts'
import { listCohortSubmissions, listResults, readSubmission, readSubmissionState } from './read-results.ts'
import { decideReplays } from './replay-cases.ts'
import { replaySubmission } from './replay-submission.ts'
import { listReviewTasks, readReviewForm, signReview } from './reviews.ts'
import { readSubmissionsLeft, submit } from './submit.ts'
import { checkWork, readWorkOutcomes } from './work-outcomes.ts'

export const assessmentRouter = router({
  openLab: procedure.input(inputs.ActivityInput).mutation(({ ctx, input }) => openLab(ctx, input)),
  startOver: procedure.input(inputs.ActivityInput).mutation(({ ctx, input }) => startOver(ctx, input)),
  openQuiz: procedure.input(inputs.ActivityInput).mutation(({ ctx, input }) => openQuiz(ctx, input)),
  answerQuestion: procedure.input(inputs.AnswerInput).mutation(({ ctx, input }) => answerQuestion(ctx, input)),
  check: procedure.input(inputs.WorkspaceInput).mutation(({ ctx, input }) => checkWork(ctx, input)),
  outcomes: procedure.input(inputs.WorkspaceInput).query(({ ctx, input }) => readWorkOutcomes(ctx, input)),
  fileVersion: procedure.input(inputs.FileVersionInput).query(({ ctx, input }) => readFileVersion(ctx, input)),
  submit: procedure.input(inputs.SubmitInput).mutation(({ ctx, input }) => submit(ctx, input)),
  submissionsLeft: procedure.input(inputs.WorkspaceInput).query(({ ctx, input }) => readSubmissionsLeft(ctx, input)),
  submissionState: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readSubmissionState(ctx, input)),
  submission: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readSubmission(ctx, input)),
  comments: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readComments(ctx, input)),
  writeComment: procedure.input(inputs.WriteCommentInput).mutation(({ ctx, input }) => writeComment(ctx, input)),
  editComment: procedure.input(inputs.EditCommentInput).mutation(({ ctx, input }) => editComment(ctx, input)),
  withdrawComment: procedure
    .input(inputs.WithdrawCommentInput)
    .mutation(({ ctx, input }) => withdrawComment(ctx, input)),
  listResults: procedure.query(({ ctx }) => listResults(ctx)),
  history: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readSubmissionHistory(ctx, input)),
  compare: procedure.input(inputs.CompareInput).query(({ ctx, input }) => compareSubmissions(ctx, input)),
  live: procedure.query(({ ctx }) => readLive(ctx)),
  listHolds: procedure.query(({ ctx }) => listHolds(ctx)),
  listCohortSubmissions: procedure.query(({ ctx }) => listCohortSubmissions(ctx)),
  replay: procedure.input(inputs.SubmissionInput).mutation(({ ctx, input }) => replaySubmission(ctx, input)),
  decideReplays: procedure.input(inputs.DecideReplaysInput).mutation(({ ctx, input }) => decideReplays(ctx, input)),
  findGrades: procedure.input(inputs.FindGradesInput).query(({ ctx, input }) => findGrades(ctx, input)),
  grade: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readGrade(ctx, input)),
  requestProctored: procedure.input(inputs.ActivityInput).mutation(({ ctx, input }) => requestProctored(ctx, input)),
  listAssignments: procedure.query(({ ctx }) => listAssignments(ctx)),
  confirmIdentity: procedure
    .input(inputs.ConfirmIdentityInput)
    .mutation(({ ctx, input }) => confirmIdentity(ctx, input)),
  readiness: procedure.query(({ ctx }) => readReadiness(ctx)),
  listObservationTasks: procedure.query(({ ctx }) => listObservationTasks(ctx)),
  observationForm: procedure
    .input(inputs.ObservationFormInput)
    .query(({ ctx, input }) => readObservationForm(ctx, input)),
  observation: procedure.input(inputs.ObservationInput).query(({ ctx, input }) => readObservation(ctx, input)),
  signObservation: procedure
    .input(inputs.SignObservationInput)
    .mutation(({ ctx, input }) => signObservation(ctx, input)),
  exam: procedure.input(inputs.AttemptInput).query(({ ctx, input }) => readExam(ctx, input)),
  answerExam: procedure.input(inputs.AnswerExamInput).mutation(({ ctx, input }) => answerExam(ctx, input)),
  submitExam: procedure.input(inputs.SubmitExamInput).mutation(({ ctx, input }) => submitExam(ctx, input)),
  listReviewTasks: procedure.query(({ ctx }) => listReviewTasks(ctx)),
  reviewForm: procedure.input(inputs.SubmissionInput).query(({ ctx, input }) => readReviewForm(ctx, input)),
  signReview: procedure.input(inputs.SignReviewInput).mutation(({ ctx, input }) => signReview(ctx, input)),
  startProctored: procedure.input(inputs.AttemptInput).mutation(({ ctx, input }) => startProctored(ctx, input)),
})
