import { z } from 'zod'
import { readYamlLines, type YamlText } from '../platform/yaml-lines.ts'

const text = z.strictObject({ en: z.string().trim().min(1), ja: z.string().trim().min(1) })
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens')
const relativePath = z
  .string()
  .min(1)
  .refine((path) => isInsideFolder(path), 'expected a path inside the lab: no leading "/", no "..", no "\\"')

const argument = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !text.includes('\0'), 'expected an argument without NUL')

const limits = z.strictObject({
  memoryMb: z.int().min(64).max(8192),
  processes: z.int().min(8).max(1024),
  cpus: z.number().positive().max(8),
  cpuSeconds: z.int().min(1).max(900),
  outputKb: z.int().min(16).max(8192),
  diskMb: z.int().min(8).max(4096),
})

const step = z.strictObject({ id: slug, title: text, checks: z.array(slug) })

const check = z.strictObject({
  id: slug,
  title: text,
  probes: text.optional(),
  points: z.int().min(1).max(100),
  visibility: z.enum(['visible', 'hidden']),
  mustPass: z.boolean().default(false),
  file: relativePath.regex(/^checks\/.+\.ts$/, 'expected a file "checks/<name>.ts"'),
})

/** What a person marks besides the checks, and by what. */
const review = z.strictObject({
  file: relativePath,
  criteria: z
    .array(z.strictObject({ id: slug, title: text, lookFor: text }))
    .min(3)
    .max(12),
})

const labDefinition = z
  .strictObject({
    id: z.uuid(),
    code: z.string().regex(/^[A-Z]{1,2}[0-9]{2}$/, 'expected a code such as "L20"'),
    title: text,
    summary: text,
    minutes: z.int().min(5).max(240),
    kind: z.enum(['code', 'policy', 'agent', 'data', 'shell', 'drill']),
    image: slug,
    profile: z.enum(['default']),
    limits,
    modes: z.array(z.enum(['practice', 'proctored'])).min(1),
    run: z.strictObject({ argv: z.array(argument).min(1).max(50) }),
    open: z.array(relativePath).min(1),
    readOnly: z.array(relativePath).default([]),
    /** What runs write, kept for the learner to look at; graders start without it. */
    generated: z.array(relativePath).optional(),
    passScore: z.int().min(1).max(100),
    submissions: z.strictObject({ practice: z.int().min(1).max(50), proctored: z.int().min(1).max(5) }),
    params: relativePath.regex(/^world\/.+\.ts$/, 'expected a file "world/<name>.ts"'),
    /** The model that Run shows; its default export is a `RunModel`. */
    model: relativePath.regex(/^world\/.+\.ts$/, 'expected a file "world/<name>.ts"').optional(),
    /** With it a passed submission counts only once an assessor has marked it, and every criterion is met. */
    review: review.optional(),
    steps: z.array(step).min(1),
    checks: z.array(check).min(1),
    competencies: z
      .array(
        z.strictObject({ area: z.string().regex(/^[A-Z]{2}$/, 'expected two capitals'), level: z.int().min(1).max(4) }),
      )
      .min(1),
  })
  .superRefine((lab, ctx) => {
    const report = (path: PropertyKey[], message: string) => ctx.addIssue({ code: 'custom', path, message })
    const points = lab.checks.reduce((sum, { points }) => sum + points, 0)
    if (points !== 100) report(['checks'], `expected points that add up to 100, found ${points}`)

    for (const [list, name] of [
      [lab.checks, 'checks'],
      [lab.steps, 'steps'],
    ] as const) {
      for (const [index, { id }] of list.entries()) {
        if (list.findIndex((other) => other.id === id) !== index)
          report([name, index, 'id'], `expected an id used once, found "${id}" again`)
      }
    }
    for (const [index, { visibility, probes }] of lab.checks.entries()) {
      if (visibility === 'hidden' && !probes)
        report(['checks', index], 'expected "probes" (the class of behaviour) on a hidden check')
      if (visibility === 'visible' && probes)
        report(['checks', index, 'probes'], 'expected no "probes" on a visible check')
    }
    const criteria = lab.review?.criteria.map(({ id }) => id) ?? []
    if (new Set(criteria).size !== criteria.length)
      report(['review', 'criteria'], 'expected criteria with ids used once')
    const known = new Set(lab.checks.map(({ id }) => id))
    const claimed = new Set<string>()
    for (const [index, { checks }] of lab.steps.entries()) {
      for (const [at, id] of checks.entries()) {
        if (!known.has(id)) report(['steps', index, 'checks', at], `expected the id of a check, found "${id}"`)
        if (claimed.has(id))
          report(['steps', index, 'checks', at], `expected each check in one step, found "${id}" again`)
        claimed.add(id)
      }
    }
  })

/** What `lab.yaml` says about a lab. Times are in minutes or seconds as named, sizes in MiB or KiB. */
export type LabDefinition = z.infer<typeof labDefinition>

export interface DefinitionProblem {
  file: string
  line: number
  expected: string
}

export class LabDefinitionError extends Error {
  readonly problems: DefinitionProblem[]

  constructor(problems: DefinitionProblem[]) {
    super(problems.map(({ file, line, expected }) => `${file}:${line}: ${expected}`).join('\n'))
    this.name = 'LabDefinitionError'
    this.problems = problems
  }
}

/**
 * Reads a `lab.yaml`. `file` only names it in messages.
 * @throws LabDefinitionError every problem found, each with file, line and what was expected
 */
export function parseLabDefinition(yamlText: string, file: string): LabDefinition {
  const { document, lineAt, lineOf } = readYamlLines(yamlText)
  if (document.errors.length > 0) {
    throw new LabDefinitionError(
      document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        expected: `expected YAML 1.2: ${error.message.split('\n')[0]}`,
      })),
    )
  }
  const parsed = labDefinition.safeParse(contentOf(document, file))
  if (parsed.success) return parsed.data
  throw new LabDefinitionError(
    parsed.error.issues.flatMap((issue) => {
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
      return paths.map((path) => ({
        file,
        line: lineOf(path),
        expected: `${path.join('.') || 'lab'}: ${describe(issue)}`,
      }))
    }),
  )
}

/** @throws LabDefinitionError when aliases do not resolve, or multiply */
export function contentOf(document: YamlText['document'], file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new LabDefinitionError([
      { file, line: 1, expected: `expected aliases that resolve: ${(error as Error).message}` },
    ])
  }
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'expected no field of this name'
  return issue.message.replace(/^Invalid (input|option): /, '')
}

function isInsideFolder(path: string): boolean {
  return !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..')
}
