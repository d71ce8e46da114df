import type { LessonText } from './lesson.ts'
import type { ContentProblem, Source } from './problem.ts'
import type { Question } from './questions.ts'
import type * as schemas from './schemas.ts'

export type Sourced<T> = T & { source: Source }

interface ActivityBase {
  activityId: string
  /** Last part of its address inside the module. */
  slug: string
  /** Identifies this version of the activity: its files, and what the module says about it. */
  digest: string
  title: schemas.Text
  summary: schemas.Text
  minutes: number
  competencies: schemas.CompetencyRef[]
  /** Paths are relative to the activity and use "/". */
  files: Map<string, Uint8Array>
  /** Where its files were read from. */
  folder: string
  source: Source
}

export interface LessonActivity extends ActivityBase {
  kind: 'lesson'
  definition: { en: LessonText; ja: LessonText }
}
export interface QuizActivity extends ActivityBase {
  kind: 'quiz'
  definition: { draw: number; passPercent: number; questions: Question[] }
}
export interface LabActivity extends ActivityBase {
  kind: 'lab'
  definition: schemas.LabListing
}
export interface ExamActivity extends ActivityBase {
  kind: 'exam'
  definition: schemas.Exam & { questions: Question[] }
}
/** What an exam's version stores: a section is scored as a check of a lab is. */
export interface ExamDefinition extends Pick<schemas.Exam, 'code' | 'minutes' | 'passScore' | 'competencies'> {
  modes: ['proctored']
  checks: { id: string; title: schemas.Text; points: number; visibility: 'visible'; mustPass: false }[]
  /** Ids of the questions from which a section draws. */
  sections: { id: string; points: number; draw: number; questionIds: string[] }[]
}
export type Activity = LessonActivity | QuizActivity | LabActivity | ExamActivity

export interface LoadedModule extends Omit<schemas.Module, 'activities'> {
  slug: string
  activities: Activity[]
  source: Source
}
export interface LoadedCourse extends Omit<schemas.Course, 'modules'> {
  slug: string
  modules: LoadedModule[]
  source: Source
}
export type RoleStatus = 'open' | 'in-preparation'
export interface LoadedRole extends schemas.Role {
  /** Computed: in preparation until every activity of its evidence list exists. */
  status: RoleStatus
  source: Source
}

export interface ContentBundle {
  frameworks: Sourced<schemas.Framework>[]
  roles: LoadedRole[]
  achievements: Sourced<schemas.Achievement>[]
  programmes: Sourced<schemas.Programme>[]
  courses: LoadedCourse[]
  /** What could not be read. `checkContent` repeats these before its own. */
  problems: ContentProblem[]
}

export function activitiesOf(bundle: ContentBundle): Activity[] {
  return bundle.courses.flatMap(({ modules }) => modules.flatMap(({ activities }) => activities))
}

/** The code by which evidence lists name an activity; null where none can. */
export const codeOf = (activity: Activity): string | null =>
  activity.kind === 'lab' || activity.kind === 'exam' ? activity.definition.code : null

/** An exam as its version stores it. */
export function examDefinitionOf({ definition }: ExamActivity): ExamDefinition {
  const { code, minutes, passScore, competencies, sections, questions } = definition
  const idOf = new Map(questions.map(({ slug, id }) => [slug, id]))
  return {
    ...{ code, minutes, passScore, competencies, modes: ['proctored'] },
    checks: sections.map(({ id, title, points }) => ({ id, title, points, visibility: 'visible', mustPass: false })),
    sections: sections.map(({ id, points, draw, questions }) => ({
      ...{ id, points, draw },
      questionIds: questions.map((slug) => idOf.get(slug)!),
    })),
  }
}
