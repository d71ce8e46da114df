import type { z } from 'zod'
import { readProgramme } from '../catalog/index.ts'
import { listAcceptedEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { type FindInput, matchOf, wordsOf } from '../platform/find-words.ts'

type Texts = { en: string; ja: string }

export interface FoundContent {
  kind: 'course' | 'module' | 'lesson' | 'quiz' | 'lab' | 'exam'
  id: string
  code: string | null
  title: Texts
  course: { code: string; slug: string; title: Texts }
  /** Set for a module: its place on the page of the course. */
  slug: string | null
}

/** Courses, modules and activities of the programmes a learner is enrolled in, by words of either language; best first. */
export async function findContent(ctx: Context, input: z.output<typeof FindInput>): Promise<FoundContent[]> {
  const { personId } = requirePerson(ctx)
  const enrolments = await listAcceptedEnrolmentsOf(ctx, personId)
  const programmeIds = [...new Set(enrolments.map(({ cohort }) => cohort.programmeId))]
  const programmes = await Promise.all(programmeIds.map((id) => readProgramme(ctx, id)))
  const all = new Map<string, FoundContent>()
  for (const { activity, module, course } of programmes.flatMap(({ activities }) => activities)) {
    const of = { course: { code: course.code, slug: course.slug, title: course.titles } }
    all.set(course.id, { ...of, kind: 'course', id: course.id, code: course.code, title: course.titles, slug: null })
    all.set(module.id, { ...of, kind: 'module', id: module.id, code: null, title: module.titles, slug: module.slug })
    const { id, kind, code, titles } = activity
    all.set(id, { ...of, kind, id, code, title: titles, slug: null })
  }
  const words = wordsOf(input.text)
  return [...all.values()]
    .map((found) => ({ found, match: matchOf(words, [found.code, found.title.en, found.title.ja]) }))
    .filter(({ match }) => match > 0)
    .toSorted((a, b) => b.match - a.match)
    .slice(0, input.limit)
    .map(({ found }) => found)
}
