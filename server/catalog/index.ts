export { checkContent } from './content/check-content.ts'
export { activitiesOf, type ContentBundle, loadContent } from './content/load-content.ts'
export type { QuestionVariant } from './content/questions.ts'
export { importContent } from './import-content.ts'
export {
  countActivities,
  listAchievements,
  listActivities,
  listCompetencies,
  listProgrammes,
  listRoles,
  listVariants,
  selectAchievement,
  selectActivity,
  selectContentFile,
  selectProgramme,
  selectVariant,
  selectVersion,
} from './queries.ts'
export { achievementOf, programmeOf, readCatalogue } from './read-catalogue.ts'
export { catalogRouter } from './router.ts'
