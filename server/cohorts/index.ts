export { assignPerson, createCohort, enrolLearner } from './create-cohort.ts'
export { cohortFrozen } from './events.ts'
export { CohortInput } from './inputs.ts'
export { listCohorts as listCohortsPolicy } from './policy.ts'
export {
  listAssignedCohorts,
  listEnrolmentsOf,
  listRoster,
  selectCohortIn,
  selectOptionalBaseline,
} from './queries.ts'
export { cohortsRouter } from './router.ts'
