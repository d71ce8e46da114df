export { checkLoneLab } from './check-lone-lab.ts'
export { activitiesOf, type ExamDefinition, examDefinitionOf } from './content/bundle.ts'
export { checkContent } from './content/check-content.ts'
export { loadContent } from './content/load-content.ts'
export type { QuestionVariant } from './content/questions.ts'
export type { Achievement, Programme, Role } from './content/schemas.ts'
export { checkCalendar, createProgramme } from './create-programme.ts'
export { importContent } from './import-content.ts'
export { publishLab } from './publish-lab.ts'
export {
  listAchievements,
  listActivities,
  listLabsOf,
  listProgrammes,
  listProgrammesIn,
  listRoles,
  listVariants,
  selectActivity,
  selectContentFile,
  selectOptionalOwnedLab,
  selectProgramme,
  selectVariant,
  selectVersion,
} from './queries.ts'
export { achievementOf, roleOf } from './read-catalogue.ts'
export { readProgramme } from './read-programme.ts'
export { catalogRouter } from './router.ts'
