export { recordActive, recordCertified, recordCompleted, recordEnrolled } from './record-stage.ts'
export { outcomesRouter } from './router.ts'
