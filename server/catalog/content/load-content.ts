import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import {
  activitiesOf,
  type ContentBundle,
  codeOf,
  type ExamActivity,
  type LabActivity,
  type LessonActivity,
  type LoadedCourse,
  type LoadedModule,
  type QuizActivity,
  type RoleStatus,
  type Sourced,
} from './bundle.ts'
import { canonicalJson, digestFiles } from './digest.ts'
import { decodeText, readFolder } from './folder.ts'
import { readLesson } from './lesson.ts'
import { type ContentProblem, problemAt, type Source, startOf } from './problem.ts'
import { expandQuestion, type Question } from './questions.ts'
import * as schemas from './schemas.ts'
import { readYaml } from './yaml-file.ts'

/**
 * Reads content from several folders into one bundle. Never throws for what an author wrote: what cannot be read is
 * left out and stands in `problems`.
 */
export async function loadContent(roots: string[]): Promise<ContentBundle> {
  const bundle: ContentBundle = {
    frameworks: [],
    roles: [],
    achievements: [],
    programmes: [],
    courses: [],
    problems: [],
  }
  const roles: Sourced<schemas.Role>[] = []
  for (const root of roots) {
    if ((await namesIn(root)) === null) {
      bundle.problems.push({ file: root, line: 1, expected: 'a folder of content', found: 'none that can be read' })
      continue
    }
    const reader = new Reader(bundle.problems)
    bundle.frameworks.push(...(await reader.all(schemas.framework, join(root, 'frameworks'))))
    roles.push(...(await reader.all(schemas.role, join(root, 'roles'))))
    bundle.achievements.push(...(await reader.all(schemas.achievement, join(root, 'achievements'))))
    bundle.programmes.push(...(await reader.all(schemas.programme, join(root, 'programmes'))))
    for (const name of (await namesIn(join(root, 'courses'))) ?? []) {
      const course = await reader.course(join(root, 'courses', name), name)
      if (course) bundle.courses.push(course)
    }
  }
  const codes = new Set(activitiesOf(bundle).flatMap((activity) => codeOf(activity) ?? []))
  bundle.roles = roles.map((role) => ({ ...role, status: statusOf(role, codes) }))
  return bundle
}

/** One lab by itself, as its folder would be read. */
export function readLab(
  files: Map<string, Uint8Array>,
  slug: string,
): { lab: LabActivity | null; problems: ContentProblem[] } {
  const problems: ContentProblem[] = []
  return { lab: new Reader(problems).lab('', slug, files), problems }
}

function statusOf(role: schemas.Role, codes: ReadonlySet<string>): RoleStatus {
  return role.evidence.every(({ activities }) => activities.every((code) => codes.has(code)))
    ? 'open'
    : 'in-preparation'
}

class Reader {
  private readonly problems: ContentProblem[]

  constructor(problems: ContentProblem[]) {
    this.problems = problems
  }

  async all<T extends z.ZodObject>(schema: T, folder: string): Promise<Sourced<z.infer<T>>[]> {
    const read: Sourced<z.infer<T>>[] = []
    for (const name of (await namesIn(folder)) ?? []) {
      const file = join(folder, name)
      if (!name.endsWith('.yaml')) this.refuse(file, 'a file "<name>.yaml"', name)
      else {
        const bytes = (await readFolder(folder))?.get(name)
        const entity = this.yaml(schema, bytes, file)
        if (entity) read.push({ ...entity.value, source: entity.source })
      }
    }
    return read
  }

  async course(folder: string, slug: string): Promise<LoadedCourse | null> {
    const files = await readFolder(folder)
    const read = this.yaml(schemas.course, files?.get('course.yaml'), join(folder, 'course.yaml'))
    if (!read || !files) return null
    const modules = read.value.modules.map((name) => this.module(join(folder, name), name, inside(files, name)))
    return { ...read.value, slug, modules: modules.filter((module) => module !== null), source: read.source }
  }

  private module(folder: string, slug: string, files: Map<string, Uint8Array>): LoadedModule | null {
    const read = this.yaml(schemas.moduleSchema, files.get('module.yaml'), join(folder, 'module.yaml'))
    if (!read) return null
    const activities = read.value.activities.map((entry, index) => {
      const source: Source = {
        file: read.source.file,
        lineOf: (path) => read.source.lineOf(['activities', index, ...path]),
      }
      if (entry.kind === 'lesson') return this.lesson(folder, entry, files, source)
      const own = inside(files, entry.folder)
      const path = join(folder, entry.folder)
      return this[entry.kind](path, entry.folder, own)
    })
    return { ...read.value, slug, activities: activities.filter((activity) => activity !== null), source: read.source }
  }

  private lesson(
    folder: string,
    entry: Extract<schemas.Module['activities'][number], { kind: 'lesson' }>,
    files: Map<string, Uint8Array>,
    source: Source,
  ): LessonActivity | null {
    const own = new Map<string, Uint8Array>()
    const read = (['en', 'ja'] as const).map((language) => {
      const name = `${entry.name}.${language}.md`
      const bytes = files.get(name)
      const text = this.text(bytes, join(folder, name))
      if (bytes) own.set(name, bytes)
      if (text === null) return null
      const lesson = readLesson(text, join(folder, name))
      if ('lesson' in lesson) return lesson.lesson
      this.problems.push(...lesson.problems)
      return null
    })
    const [en, ja] = read
    if (!en || !ja) return null
    const { id, name, competencies } = entry
    return {
      kind: 'lesson',
      activityId: id,
      slug: name,
      digest: digestWith(own, { kind: 'lesson', id, competencies }),
      title: { en: en.title, ja: ja.title },
      summary: { en: en.summary, ja: ja.summary },
      minutes: Math.max(en.minutes, ja.minutes),
      competencies,
      files: own,
      folder,
      source,
      definition: { en, ja },
    }
  }

  private quiz(folder: string, slug: string, files: Map<string, Uint8Array>): QuizActivity | null {
    const read = this.yaml(schemas.quiz, files.get('quiz.yaml'), join(folder, 'quiz.yaml'))
    const questions = this.questions(folder, files, 'quiz.yaml')
    if (!read) return null
    const { id, title, summary, minutes, competencies, draw, passPercent } = read.value
    if (draw > questions.length) {
      this.problems.push(
        problemAt(read.source, ['draw'], `at most the ${questions.length} questions there are`, `${draw}`),
      )
    }
    return {
      kind: 'quiz',
      activityId: id,
      slug,
      digest: digestWith(files, { kind: 'quiz', id }),
      title,
      summary,
      minutes,
      competencies,
      files,
      folder,
      source: read.source,
      definition: { draw, passPercent, questions },
    }
  }

  private exam(folder: string, slug: string, files: Map<string, Uint8Array>): ExamActivity | null {
    const read = this.yaml(schemas.exam, files.get('exam.yaml'), join(folder, 'exam.yaml'))
    const questions = this.questions(folder, files, 'exam.yaml')
    if (!read) return null
    const { id, title, summary, minutes, competencies } = read.value
    return {
      kind: 'exam',
      activityId: id,
      slug,
      digest: digestWith(files, { kind: 'exam', id }),
      ...{ title, summary, minutes, competencies, files, folder },
      source: read.source,
      definition: { ...read.value, questions },
    }
  }

  private questions(folder: string, files: Map<string, Uint8Array>, listing: string): Question[] {
    return [...files].flatMap(([name, bytes]) => {
      if (name === listing) return []
      const file = join(folder, name)
      const template = this.yaml(schemas.question, bytes, file)
      if (!template) return []
      const expanded = expandQuestion(template.value, name.replace(/\.yaml$/, ''), template.source)
      this.problems.push(...expanded.problems)
      return [expanded.question]
    })
  }

  lab(folder: string, slug: string, files: Map<string, Uint8Array>): LabActivity | null {
    const read = this.yaml(schemas.labListing, files.get('lab.yaml'), join(folder, 'lab.yaml'))
    if (!read) return null
    const { id, title, summary, minutes, competencies } = read.value
    return {
      kind: 'lab',
      activityId: id,
      slug,
      digest: digestWith(files, { kind: 'lab', id }),
      title,
      summary,
      minutes,
      competencies,
      files,
      folder,
      source: read.source,
      definition: read.value,
    }
  }

  private yaml<T extends z.ZodType>(schema: T, bytes: Uint8Array | undefined, file: string) {
    const text = this.text(bytes, file)
    if (text === null) return null
    const read = readYaml(schema, text, file)
    if ('value' in read) return read
    this.problems.push(...read.problems)
    return null
  }

  private text(bytes: Uint8Array | undefined, file: string): string | null {
    if (!bytes) {
      this.refuse(file, 'this file', 'none')
      return null
    }
    const decoded = decodeText(bytes, file)
    if ('text' in decoded) return decoded.text
    this.problems.push(...decoded.problems)
    return null
  }

  private refuse(file: string, expected: string, found: string): void {
    this.problems.push(problemAt(startOf(file), [], expected, found))
  }
}

async function namesIn(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => null)
  return names?.filter((name) => !name.startsWith('.')).sort() ?? null
}

function inside(files: Map<string, Uint8Array>, folder: string): Map<string, Uint8Array> {
  const prefix = `${folder}/`
  return new Map(
    [...files].flatMap(([path, bytes]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), bytes]] : [])),
  )
}

function digestWith(
  files: Map<string, Uint8Array>,
  entry: { kind: string; id: string; competencies?: unknown },
): string {
  return digestFiles(new Map([...files, ['', new TextEncoder().encode(canonicalJson(entry))]]))
}
