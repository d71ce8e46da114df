import { activitiesOf, type ContentBundle, type LessonActivity } from './bundle.ts'
import { inspectMarkdown, measure } from './lesson.ts'
import type { ContentProblem } from './problem.ts'
import { findTermFaults } from './terms.ts'

const bounds = { shortest: 6, longest: 10, tolerance: 0.35 }
// Technical prose: 190 English words or 520 Japanese characters a minute, 3 s a line of code, 40 s a self-check.
const pace = { words: 190, characters: 520, codeLines: 20, selfChecks: 1.5 }

export function checkLesson(activity: LessonActivity, targets: LinkTargets): ContentProblem[] {
  const english = checkLanguage(activity, 'en', targets)
  const japanese = checkLanguage(activity, 'ja', targets)
  const ids = (report: typeof english.report) => [...report.figures.map(({ id }) => id), ...report.selfChecks]
  const missing = (ours: string[], theirs: string[], file: string) =>
    theirs
      .filter((id) => !ours.includes(id))
      .map((id) => ({ file, line: 1, expected: `"${id}", as in the other language`, found: 'none' }))
  return [
    ...english.problems,
    ...japanese.problems,
    ...missing(ids(english.report), ids(japanese.report), english.file),
    ...missing(ids(japanese.report), ids(english.report), japanese.file),
  ]
}

function checkLanguage(activity: LessonActivity, language: 'en' | 'ja', targets: LinkTargets) {
  const file = `${activity.folder}/${activity.slug}.${language}.md`
  const { body, minutes } = activity.definition[language]
  const report = inspectMarkdown(body, file)
  const problems = [
    ...report.problems,
    ...checkLinks(report, file, targets),
    ...checkMinutes(body, minutes, language, file),
  ]
  for (const [count, name] of [
    [report.figures.length, 'figure'],
    [report.selfChecks.length, 'selfcheck'],
    [report.examples, 'example'],
  ] as const) {
    if (count === 0) problems.push({ file, line: 1, expected: `at least one ":::${name}"`, found: 'none' })
  }
  if (language === 'ja') {
    for (const { line, variant, agreed } of findTermFaults(body)) {
      problems.push({ file, line: line + 1, expected: `the agreed term "${agreed}"`, found: `"${variant}"` })
    }
  }
  return { file, report, problems }
}

/** What links may lead to: `lesson:<name>`, `quiz:<folder>`, `lab:<code>`. */
export type LinkTargets = ReadonlySet<string>

export const linkTarget = ({ kind, slug, code }: { kind: string; slug: string; code: string | null }): string =>
  kind === 'lab' ? `lab:${code}` : `${kind}:${slug}`

export const linkTargetsOf = (bundle: ContentBundle): LinkTargets =>
  new Set(
    activitiesOf(bundle).map((activity) =>
      linkTarget({ ...activity, code: activity.kind === 'lab' ? activity.definition.code : null }),
    ),
  )

/** Links lead to `lesson:<name>`, `lab:<code>`, `#<id in this text>` or an https address; nothing else. */
export function checkLinks(
  report: ReturnType<typeof inspectMarkdown>,
  file: string,
  targets: LinkTargets,
): ContentProblem[] {
  const here = new Set(
    [...report.figures.map(({ id }) => id), ...report.selfChecks, ...report.steps].map((id) => `#${id}`),
  )
  return report.links
    .filter(({ url }) => !targets.has(url) && !here.has(url) && !/^https:\/\/[^/]+\//.test(url))
    .map(({ url, line }) => ({ file, line, expected: 'a link to something that is there', found: url }))
}

/** Minutes that a body takes to read. */
export function readingMinutes(body: string, language: 'en' | 'ja'): number {
  const { words, characters, codeLines, selfChecks } = measure(body)
  const prose = language === 'en' ? words / pace.words : characters / pace.characters
  return prose + codeLines / pace.codeLines + selfChecks / pace.selfChecks
}

function checkMinutes(body: string, declared: number, language: 'en' | 'ja', file: string): ContentProblem[] {
  const { shortest, longest, tolerance } = bounds
  const measured = readingMinutes(body, language)
  if (declared < shortest || declared > longest) {
    return [{ file, line: 1, expected: `${shortest} to ${longest} minutes`, found: `${declared}` }]
  }
  if (Math.abs(measured - declared) <= declared * tolerance) return []
  return [
    { file, line: 1, expected: `the minutes it takes to read, about ${measured.toFixed(1)}`, found: `${declared}` },
  ]
}
