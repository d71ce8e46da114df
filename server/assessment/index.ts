export { eraseAssessment } from './erase-person.ts'
export {
  becameReady,
  commented,
  graded,
  observationSigned,
  passed,
  quizCompleted,
  readinessLapsed,
  reviewed,
  reviewWanted,
} from './events.ts'
export { exportOfAssessment } from './export-person.ts'
export type { LeasedJob } from './grading-queries.ts'
export { finishGradingJob, leaseGradingJob, readGradingInputs, renewGradingLease } from './grading-queue.ts'
export { listHeld, listReleasedBy } from './held-queries.ts'
export { judgeReadiness, lapseReadiness, withdrawEvidence } from './judge-readiness.ts'
export { sealObservation } from './observations.ts'
export { GRADING_CHANNEL, listAssigned, listJobs, selectSubmissionSubject } from './queries.ts'
export { listReadyLearners, readStandings } from './read-standings.ts'
export type { EvidenceFact, Readiness } from './readiness.ts'
export { countSealsByKey, listEvidenceFacts } from './readiness-queries.ts'
export { recordGrade } from './record-grade.ts'
export { countOpenReplayCases } from './replay-queries.ts'
export { assessmentRouter } from './router.ts'
export { hiddenKey, paramsKey } from './seeds.ts'
export { type RunReport, readRevision, recordRun } from './work-outcomes.ts'
