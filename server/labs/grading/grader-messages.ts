import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Call, Generated } from '../harness/protocol.ts'
import { isWorkspacePath } from '../sandbox/workspace.ts'

/** What a generator may lay over a starter. */
const GENERATED_LIMITS = { files: 300, totalBytes: 20_000_000 } as const

/** bwrap reads its options separated by NUL: one inside a value would begin another option. */
const argument = z.string().refine((text) => !text.includes('\0'), 'expected no NUL')
const options = z.object({
  stdin: z.string().optional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), argument).optional(),
  wallMs: z.number().positive().optional(),
  model: z.int().min(0).max(999).optional(),
})
const call = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('run'),
    argv: z.array(argument).min(1).max(1_000),
    options: options.default({}),
  }),
  z.object({ operation: z.literal('readFile'), path: z.string() }),
  z.object({ operation: z.literal('writeFile'), path: z.string(), text: z.string() }),
]) satisfies z.ZodType<Call>
const generated = z.object({ params: z.json(), files: z.record(z.string(), z.string()) }) satisfies z.ZodType<Generated>

/**
 * What a check asks for. Its author is trusted no more than a learner, so the shape of what comes out of the grader's
 * sandbox is looked at before anything is started for it.
 * @throws AppError invalid_input/bad_call
 */
export function readCall(value: unknown): Call {
  const read = call.safeParse(value)
  if (read.success) return read.data
  throw new AppError('invalid_input', { reason: 'bad_call' })
}

/** What a generator gave. @throws AppError unavailable/grader_broken {detail} */
export function readGenerated(value: unknown): Generated {
  const broken = (detail: string) => new AppError('unavailable', { reason: 'grader_broken', params: { detail } })
  const read = generated.safeParse(value)
  if (!read.success) throw broken('the generator has to return { params, files } with texts as files')
  const files = Object.entries(read.data.files)
  const bytes = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
  if (files.length > GENERATED_LIMITS.files || bytes > GENERATED_LIMITS.totalBytes)
    throw broken(`the generator may make ${GENERATED_LIMITS.files} files of ${GENERATED_LIMITS.totalBytes} bytes`)
  const bad = files.find(([path]) => !isWorkspacePath(path))
  if (bad) throw broken(`the generator made a file with a path that cannot be: ${JSON.stringify(bad[0]).slice(0, 300)}`)
  return read.data
}
