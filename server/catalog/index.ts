export { checkContent } from './content/check-content.ts'
export { activitiesOf, loadContent } from './content/load-content.ts'
export type { QuestionVariant } from './content/questions.ts'
export type { Programme, Role } from './content/schemas.ts'
export { checkCalendar, createProgramme } from './create-programme.ts'
export { importContent } from './import-content.ts'
export {
  listAchievements,
  listActivities,
  listProgrammes,
  listProgrammesIn,
  listRoles,
  listVariants,
  selectActivity,
  selectContentFile,
  selectProgramme,
  selectVariant,
  selectVersion,
} from './queries.ts'
export { achievementOf, roleOf } from './read-catalogue.ts'
export { readProgramme } from './read-programme.ts'
export { catalogRouter } from './router.ts'
