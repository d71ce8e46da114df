import { activitiesOf, type ContentBundle, type ExamActivity } from './bundle.ts'
import { type ContentProblem, problemAt } from './problem.ts'

/** Whether an exam can be drawn and scored, and asks nothing that practice has shown. */
export function checkExam({ definition, source, folder }: ExamActivity, bundle: ContentBundle): ContentProblem[] {
  const problems: ContentProblem[] = []
  const report = (path: PropertyKey[], expected: string, found: string) =>
    problems.push(problemAt(source, path, expected, found))
  const { sections, questions } = definition
  const points = sections.reduce((sum, section) => sum + section.points, 0)
  if (points !== 100) report(['sections'], 'points that add up to 100', `${points}`)
  const known = new Set(questions.map(({ slug }) => slug))
  const named = new Set<string>()
  for (const [at, section] of sections.entries()) {
    if (section.draw > section.questions.length)
      report(['sections', at, 'draw'], `at most the ${section.questions.length} questions it names`, `${section.draw}`)
    for (const [index, name] of section.questions.entries()) {
      const path = ['sections', at, 'questions', index]
      if (!known.has(name)) report(path, `a file "${name}.yaml" in ${folder}`, 'none')
      if (named.has(name)) report(path, 'each question in one section', `"${name}" again`)
      named.add(name)
    }
  }
  const practised = promptsOf(bundle)
  for (const question of questions) {
    if (!named.has(question.slug)) report(['sections'], 'a section for every question', `none for "${question.slug}"`)
    const shown = question.variants.find(({ prompt }) => practised.has(prompt.en) || practised.has(prompt.ja))
    if (shown)
      problems.push(problemAt(question.source, ['prompt'], 'a question that no practice bank asks', shown.prompt.en))
  }
  return problems
}

function promptsOf(bundle: ContentBundle): Set<string> {
  const banks = activitiesOf(bundle).filter((activity) => activity.kind === 'quiz')
  return new Set(
    banks.flatMap(({ definition }) =>
      definition.questions.flatMap(({ variants }) => variants.flatMap(({ prompt }) => [prompt.en, prompt.ja])),
    ),
  )
}
