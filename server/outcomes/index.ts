export {
  recordActive,
  recordCertified,
  recordCompleted,
  recordDeployable,
  recordDeployed,
  recordEnrolled,
  recordLapsed,
  recordRetained,
} from './record-stage.ts'
export { outcomesRouter } from './router.ts'
