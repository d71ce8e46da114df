import { type ExamDefinition, listVariants, type QuestionVariant } from '../catalog/index.ts'
import { labDefinitionOf } from '../labs/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { Attempt } from './queries.ts'
import { isRight, questionsOf } from './quiz.ts'

/** The exam that an attempt takes; null when it takes a lab. */
export async function optionalExamOf(
  ctx: Context,
  attempt: Pick<Attempt, 'versionId'>,
): Promise<ExamDefinition | null> {
  const definition: object = await labDefinitionOf(ctx, attempt.versionId)
  return 'sections' in definition ? (definition as ExamDefinition) : null
}

export async function variantsOf(ctx: Context, versionId: Id<'contentVersion'>) {
  const rows = await listVariants(ctx, versionId)
  return rows.map((row) => ({ questionId: row.questionId, variant: row.definition as QuestionVariant }))
}

export interface FormQuestion {
  sectionId: string
  questionId: string
  variant: QuestionVariant
}

type Variants = readonly { questionId: string; variant: QuestionVariant }[]

/** The questions of one attempt, section after section: the seed decides which are asked, in which order and variant. */
export function formOf(seed: Buffer, exam: ExamDefinition, variants: Variants): FormQuestion[] {
  return exam.sections.flatMap(({ id, draw, questionIds }) =>
    questionsOf(
      seed,
      draw,
      variants.filter(({ questionId }) => questionIds.includes(questionId)),
    ).map(({ questionId, rounds }) => ({ sectionId: id, questionId, variant: rounds[0]! })),
  )
}

export type Choices = Record<string, readonly string[]>

/** What an exam comes to: of each section the share that is right, in whole points, rounded down. */
export function scoreForm(exam: ExamDefinition, form: readonly FormQuestion[], choices: Choices) {
  const checks = exam.sections.map(({ id, points: of }) => {
    const asked = form.filter(({ sectionId }) => sectionId === id)
    const right = asked.filter(({ questionId, variant }) => isRight(variant, choices[questionId] ?? [])).length
    const status: 'passed' | 'partial' | 'failed' = right === asked.length ? 'passed' : right > 0 ? 'partial' : 'failed'
    const points = Math.floor((of * right) / asked.length)
    return { id, visibility: 'visible' as const, mustPass: false, status, points, of, feedback: null, reason: null }
  })
  const score = checks.reduce((sum, { points }) => sum + points, 0)
  return { score, maxScore: 100, passed: score >= exam.passScore, checks }
}
