export { assignPerson, requireIndependent } from './assign-person.ts'
export { beginAttempt } from './begin-work.ts'
export { withdrawLearner } from './change-enrolment.ts'
export { createCohort } from './create-cohort.ts'
export { enrolLearner } from './enrol-learner.ts'
export { leaveOn } from './enrolment-status.ts'
export { firstDayOfObservation } from './event-dates.ts'
export { cohortFrozen, enrolmentChanged, gradesReleased, learnersEnrolled } from './events.ts'
export { freezeDueCohorts } from './freeze-due.ts'
export { listHoldsIn, listHoldsOver } from './hold-queries.ts'
export { CohortInput } from './inputs.ts'
export { eraseCohorts, exportOfCohorts } from './person-queries.ts'
export { listCohorts as listCohortsPolicy } from './policy.ts'
export {
  type Cohort,
  countRosters,
  listAcceptedEnrolmentsOf,
  listAssignedCohorts,
  listCohortsIn,
  listLearnersOf,
  listRoster,
  selectCohortIn,
  selectOptionalBaseline,
  selectPartnerOf,
} from './queries.ts'
export { markWorked } from './roster-queries.ts'
export { cohortsRouter } from './router.ts'
