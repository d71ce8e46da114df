import { digestOf } from './digest.ts'
import { type ContentProblem, problemAt, type Source } from './problem.ts'
import type { CompetencyRef, QuestionTemplate, Text } from './schemas.ts'

export interface QuestionOption {
  id: string
  text: Text
  correct: boolean
  feedback: Text
  /** The number meant, in a question of kind "number". */
  value?: number
}

/** One concrete question as a learner meets it. The id depends only on the question and its parameters. */
export interface QuestionVariant {
  variantId: string
  kind: 'single' | 'multiple' | 'number'
  prompt: Text
  options: QuestionOption[]
  /** Feedback for a number that is none of the options. */
  otherwise?: Text
}

export interface Question {
  id: string
  slug: string
  kind: 'single' | 'multiple' | 'number'
  competency: CompetencyRef
  variants: QuestionVariant[]
  source: Source
}

type Value = string | number | boolean | Text
type Row = Record<string, Value>

const minimumVariants = 3

/** Turns a template into its variants. Pure data in, pure data out: nothing an author wrote is executed. */
export function expandQuestion(
  template: QuestionTemplate,
  slug: string,
  source: Source,
): { question: Question; problems: ContentProblem[] } {
  const rows = 'rows' in template.parameters ? template.parameters.rows : product(template.parameters.each)
  const problems: ContentProblem[] = []
  if (rows.length < minimumVariants) {
    problems.push(problemAt(source, ['parameters'], `at least ${minimumVariants} variants`, `${rows.length}`))
  }
  const variants = rows.map((row, index) => {
    const { variant, faults } = expandVariant(template, row)
    for (const { path, expected, found } of faults) {
      problems.push(problemAt(source, path, expected, `${found} (variant ${index + 1})`))
    }
    return variant
  })
  if (new Set(variants.map(({ prompt, options }) => digestOf({ prompt, options }))).size !== variants.length) {
    problems.push(problemAt(source, ['parameters'], 'variants that differ', 'two that read the same'))
  }
  const { id, kind, competency } = template
  return { question: { id, slug, kind, competency, variants, source }, problems }
}

interface Fault {
  path: PropertyKey[]
  expected: string
  found: string
}

function expandVariant(template: QuestionTemplate, row: Row): { variant: QuestionVariant; faults: Fault[] } {
  const faults: Fault[] = []
  const fill = (content: Text | string, path: PropertyKey[]): Text => {
    const both = typeof content === 'string' ? { en: content, ja: content } : content
    return { en: fillOne(both.en, 'en', path), ja: fillOne(both.ja, 'ja', path) }
  }
  const fillOne = (content: string, language: 'en' | 'ja', path: PropertyKey[]): string =>
    content.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (_match, name: string) => {
      const value = row[name]
      if (value !== undefined) return String(typeof value === 'object' ? value[language] : value)
      faults.push({ path: [...path, language], expected: 'a parameter of the table', found: `"{{${name}}}"` })
      return name
    })

  const options = template.options.map((option, index): QuestionOption => {
    const text = fill(option.text, ['options', index, 'text'])
    const correct = truth(option.correct, row)
    if (correct === null) {
      faults.push({
        path: ['options', index, 'correct'],
        expected: 'true, false, or a parameter that is true or false',
        found: String(option.correct),
      })
    }
    const feedback = fill(option.feedback, ['options', index, 'feedback'])
    const value = template.kind === 'number' ? Number(text.en) : undefined
    if (value !== undefined && (text.en.trim() === '' || !Number.isFinite(value))) {
      faults.push({ path: ['options', index, 'text'], expected: 'a number', found: text.en })
    }
    return { id: option.id, text, correct: correct === true, feedback, ...(value === undefined ? {} : { value }) }
  })
  faults.push(...faultsOf(template, options))
  return {
    variant: {
      variantId: digestOf({ question: template.id, row }).slice(0, 16),
      kind: template.kind,
      prompt: fill(template.prompt, ['prompt']),
      options,
      ...(template.otherwise ? { otherwise: fill(template.otherwise, ['otherwise']) } : {}),
    },
    faults,
  }
}

function faultsOf(template: QuestionTemplate, options: QuestionOption[]): Fault[] {
  const faults: Fault[] = []
  const correct = options.filter((option) => option.correct).length
  const exactlyOne = template.kind !== 'multiple'
  if (exactlyOne ? correct !== 1 : correct < 1) {
    faults.push({
      path: ['options'],
      expected: `${exactlyOne ? 'exactly one' : 'at least one'} correct option`,
      found: `${correct}`,
    })
  }
  if (template.kind === 'number' && !template.otherwise) {
    faults.push({ path: ['kind'], expected: '"otherwise": feedback for any other number', found: 'none' })
  }
  if (template.kind !== 'number' && options.length < 3) {
    faults.push({ path: ['options'], expected: 'at least three options', found: `${options.length}` })
  }
  for (const [index, option] of options.entries()) {
    const twin = options.findIndex(
      ({ id, text }) =>
        id === option.id || text.en.trim() === option.text.en.trim() || text.ja.trim() === option.text.ja.trim(),
    )
    if (twin !== index)
      faults.push({ path: ['options', index], expected: 'options that differ', found: option.text.en })
  }
  return faults
}

function truth(correct: boolean | string, row: Row): boolean | null {
  const value = typeof correct === 'boolean' ? correct : row[correct]
  return typeof value === 'boolean' ? value : null
}

function product(each: Record<string, Value[]>): Row[] {
  return Object.entries(each).reduce<Row[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  )
}
