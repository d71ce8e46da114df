import { z } from 'zod'

export const text = z.strictObject({ en: z.string().trim().min(1), ja: z.string().trim().min(1) })
export type Text = z.infer<typeof text>

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens')
export const activityCode = z.string().regex(/^[A-Z][0-9]{2}$/, 'expected a code such as "L20"')
const areaCode = z.string().regex(/^[A-Z]{2}$/, 'expected two capitals such as "DG"')
const level = z.int().min(1).max(4)

export const competencyRef = z.strictObject({ area: areaCode, level })
export type CompetencyRef = z.infer<typeof competencyRef>

export const framework = z.strictObject({
  id: z.uuid(),
  code: slug,
  title: text,
  description: text,
  scale: z.array(z.strictObject({ level, name: text })).length(4),
  areas: z
    .array(
      z.strictObject({
        id: z.uuid(),
        code: areaCode,
        name: text,
        description: text,
        nice: z.array(z.string().regex(/^[A-Z]{2}-(WRL|COM)-[0-9]{3}$/, 'expected a NICE 2.0.0 id')),
        levels: z.array(z.strictObject({ id: z.uuid(), level, statement: text })).length(4),
      }),
    )
    .min(1),
})

export const role = z.strictObject({
  id: z.uuid(),
  code: slug,
  name: text,
  mission: text,
  requires: z.array(competencyRef).min(1),
  evidence: z
    .array(
      z
        .strictObject({
          activities: z.array(activityCode).min(1),
          need: z.int().min(1).optional(),
          mode: z.enum(['practice', 'proctored']),
          reviewedByPerson: z.boolean().default(false),
        })
        .refine(
          ({ activities, need }) => (need ?? 1) <= activities.length,
          'expected "need" within the listed activities',
        ),
    )
    .min(1),
  recencyMonths: z.int().min(1).max(60),
  drillRecencyMonths: z.int().min(1).max(60).optional(),
  recheck: text.optional(),
  /** What an independent assessor watches somebody do. */
  observation: z
    .strictObject({
      task: text,
      criteria: z
        .array(z.strictObject({ id: slug, title: text, lookFor: text }))
        .min(3)
        .max(12),
    })
    .optional(),
})

export const achievement = z.strictObject({
  id: z.uuid(),
  code: slug,
  name: text,
  description: text,
  criteria: text,
  requires: z.array(z.strictObject({ activity: activityCode, mode: z.enum(['practice', 'proctored']) })).min(1),
  competencies: z.array(competencyRef).min(1),
  validityMonths: z.int().min(1).max(60),
})

export const programme = z.strictObject({
  id: z.uuid(),
  code: slug,
  title: text,
  summary: text,
  evaluation: z.boolean().default(false),
  courses: z.array(slug).min(1),
  /** "course/module": what completes the programme (stage S2); all its modules unless named. */
  required: z
    .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'expected "course/module"'))
    .min(1)
    .optional(),
  roles: z.array(slug).default([]),
  achievements: z.array(slug).default([]),
})

export const course = z.strictObject({
  id: z.uuid(),
  code: z.string().regex(/^[A-Z][0-9]$/, 'expected a code such as "S1"'),
  title: text,
  summary: text,
  outcome: text,
  competencies: z.array(competencyRef).min(1),
  modules: z.array(slug).min(1),
})

export const moduleSchema = z.strictObject({
  id: z.uuid(),
  title: text,
  summary: text,
  activities: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('lesson'),
          id: z.uuid(),
          name: slug,
          competencies: z.array(competencyRef).min(1),
        }),
        z.strictObject({ kind: z.literal('quiz'), folder: slug }),
        z.strictObject({ kind: z.literal('lab'), folder: slug }),
        z.strictObject({ kind: z.literal('exam'), folder: slug }),
      ]),
    )
    .min(1),
})

export const quiz = z.strictObject({
  id: z.uuid(),
  title: text,
  summary: text,
  minutes: z.int().min(1).max(60),
  draw: z.int().min(1).max(50),
  passPercent: z.int().min(1).max(100),
  competencies: z.array(competencyRef).min(1),
})

/** An assessment by questions that practice never shows, in proctored mode alone; the questions stand beside it. */
export const exam = z.strictObject({
  id: z.uuid(),
  code: activityCode,
  title: text,
  summary: text,
  minutes: z.int().min(5).max(240),
  passScore: z.int().min(1).max(100),
  competencies: z.array(competencyRef).min(1),
  /** Each section draws some of its questions, named by their files. */
  sections: z
    .array(
      z.strictObject({
        id: slug,
        title: text,
        points: z.int().min(1).max(100),
        draw: z.int().min(1).max(50),
        questions: z.array(slug).min(1),
      }),
    )
    .min(1),
})

/** The part of a `lab.yaml` that the catalogue shows and checks; the labs domain reads and validates the whole. */
export const labListing = z.looseObject({
  id: z.uuid(),
  code: activityCode,
  title: text,
  summary: text,
  minutes: z.int().min(5).max(240),
  kind: z.string(),
  modes: z.array(z.enum(['practice', 'proctored'])).min(1),
  passScore: z.int().min(1).max(100),
  submissions: z.strictObject({ practice: z.int().min(1), proctored: z.int().min(1) }),
  steps: z.array(z.looseObject({ id: slug, title: text, checks: z.array(slug) })).min(1),
  checks: z
    .array(
      z.looseObject({
        id: slug,
        title: text,
        points: z.int().min(1),
        visibility: z.enum(['visible', 'hidden']),
        file: z.string(),
      }),
    )
    .min(1),
  competencies: z.array(competencyRef).min(1),
})

export const lessonHeader = z.strictObject({
  title: z.string().trim().min(1),
  minutes: z.int(),
  summary: z.string().trim().min(1),
  outcome: z.string().trim().min(1),
  sources: z.array(
    z.strictObject({
      title: z.string().trim().min(1),
      note: z.string().trim().min(1).optional(),
      url: z.url({ protocol: /^https$/ }).optional(),
      checked: z.iso.date(),
    }),
  ),
})

const scalar = z.union([z.string(), z.number(), z.boolean(), text])
const row = z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a camelCase name'), scalar)

export const question = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['single', 'multiple', 'number']),
  competency: competencyRef,
  prompt: text,
  parameters: z.union([
    z.strictObject({ rows: z.array(row).min(1) }),
    z.strictObject({ each: z.record(z.string(), z.array(scalar).min(1)) }),
  ]),
  options: z
    .array(
      z.strictObject({
        id: slug,
        text: z.union([text, z.string()]),
        correct: z.union([z.boolean(), z.string()]),
        feedback: text,
      }),
    )
    .min(1),
  otherwise: text.optional(),
})

export type Framework = z.infer<typeof framework>
export type Role = z.infer<typeof role>
export type Achievement = z.infer<typeof achievement>
export type Programme = z.infer<typeof programme>
export type Course = z.infer<typeof course>
export type Module = z.infer<typeof moduleSchema>
export type Exam = z.infer<typeof exam>
export type LabListing = z.infer<typeof labListing>
export type LessonHeader = z.infer<typeof lessonHeader>
export type QuestionTemplate = z.infer<typeof question>
