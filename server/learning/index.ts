export { enrolledActivity } from './enrolled-activity.ts'
export { progressed } from './events.ts'
export { hasCompletedProgramme, recordProgress } from './record-progress.ts'
export { learningRouter } from './router.ts'
