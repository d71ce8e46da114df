export { assignPerson, createCohort, enrolLearner } from './create-cohort.ts'
export { cohortFrozen } from './events.ts'
export { rosterDigest } from './freeze-cohort.ts'
export { CohortInput } from './inputs.ts'
export { listCohorts as listCohortsPolicy } from './policy.ts'
export {
  listAssignedCohorts,
  listCohortsIn,
  listEnrolmentIdsOfCohorts,
  listEnrolmentsOf,
  listRoster,
  selectCohortIn,
  selectOptionalBaseline,
  selectOptionalEnrolment,
} from './queries.ts'
export { cohortsRouter } from './router.ts'
