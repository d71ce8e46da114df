import { join } from 'node:path'
import type { LabActivity } from './bundle.ts'
import { checkLinks, type LinkTargets } from './check-lesson.ts'
import { decodeText } from './folder.ts'
import { inspectMarkdown } from './lesson.ts'
import { type ContentProblem, problemAt } from './problem.ts'
import { findTermFaults } from './terms.ts'

const languages = ['en', 'ja'] as const

export function checkLab(lab: LabActivity, targets: LinkTargets): ContentProblem[] {
  const { checks, steps } = lab.definition
  const problems: ContentProblem[] = []
  const points = checks.reduce((sum, check) => sum + check.points, 0)
  if (points !== 100) problems.push(problemAt(lab.source, ['checks'], 'points that add up to 100', `${points}`))
  for (const [index, { file }] of checks.entries()) {
    if (!lab.files.has(file)) problems.push(problemAt(lab.source, ['checks', index, 'file'], 'a file of the lab', file))
  }
  const ids = new Set(checks.map(({ id }) => id))
  for (const [index, step] of steps.entries()) {
    for (const [at, id] of step.checks.entries()) {
      if (!ids.has(id))
        problems.push(problemAt(lab.source, ['steps', index, 'checks', at], 'the id of a check', `"${id}"`))
    }
  }
  const stepIds = steps.map(({ id }) => id)
  return [...problems, ...languages.flatMap((language) => checkReadme(lab, language, stepIds, targets))]
}

function checkReadme(lab: LabActivity, language: 'en' | 'ja', steps: string[], targets: LinkTargets): ContentProblem[] {
  const file = join(lab.folder, `README.${language}.md`)
  const bytes = lab.files.get(`README.${language}.md`)
  if (!bytes) return [{ file, line: 1, expected: 'this file', found: 'none' }]
  const decoded = decodeText(bytes, file)
  if ('problems' in decoded) return decoded.problems
  const report = inspectMarkdown(decoded.text, file)
  const problems = [...report.problems, ...checkLinks(report, file, targets)]
  if (steps.join() !== report.steps.join()) {
    problems.push({
      file,
      line: 1,
      expected: `the steps of lab.yaml in order: ${steps.join(', ')}`,
      found: report.steps.join(', '),
    })
  }
  if (language === 'ja') {
    for (const { line, variant, agreed } of findTermFaults(decoded.text)) {
      problems.push({ file, line: line + 1, expected: `the agreed term "${agreed}"`, found: `"${variant}"` })
    }
  }
  return problems
}
