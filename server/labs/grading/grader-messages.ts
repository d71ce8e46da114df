import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Call, FromHarness, Generated } from '../harness/protocol.ts'
import { isWorkspacePath } from '../sandbox/workspace.ts'

/** What a generator may lay over a starter. */
const GENERATED_LIMITS = { files: 300, totalBytes: 20_000_000 } as const

/** bwrap reads its options separated by NUL: one inside a value would begin another option. */
const argument = z.string().refine((text) => !text.includes('\0'), 'expected no NUL')
const options = z
  .object({
    stdin: z.string().optional(),
    env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), argument).optional(),
    cpuMs: z.number().positive().optional(),
    /** As checks of versions that are published called it. */
    wallMs: z.number().positive().optional(),
    model: z.int().min(0).max(999).optional(),
  })
  .transform(({ wallMs, ...rest }) => (wallMs === undefined ? rest : { cpuMs: wallMs, ...rest }))
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

const MAX_DEPTH = 100
const OPENERS = new Set(['{', '['])
const CLOSERS = new Set(['}', ']'])

const outcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('passed') }),
  z.object({ status: z.literal('partial'), fraction: z.number(), feedback: z.looseObject({}) }),
  z.object({ status: z.literal('failed'), feedback: z.looseObject({}) }),
  z.object({ status: z.literal('crashed'), detail: z.string() }),
])
const name = z.string().max(200)
const number = z.int().min(0)
/** What lies inside is read where it is used: calls by `readCall`, worlds by `readGenerated`, feedback by `cleanFeedback`. */
const fromHarness = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), registered: z.array(name).max(1_000), generated: z.unknown() }),
  z.object({ type: z.literal('broken'), detail: z.string() }),
  z.object({ type: z.literal('started'), check: name }),
  z.object({ type: z.literal('call'), id: number, check: name, call: z.unknown() }),
  z.object({ type: z.literal('finished'), check: name, outcome }),
  z.object({ type: z.literal('served') }),
  z.object({ type: z.literal('kill'), model: number }),
  z.object({ type: z.literal('trace'), model: number.default(0), entry: z.unknown() }),
  z.object({ type: z.literal('wire'), connection: number, data: z.string().nullable() }),
  z.object({ type: z.literal('done') }),
])

/**
 * One line from inside the grader's sandbox, where an author's code can write what it likes. What is nested deeper than
 * anything of ours is not even parsed: whoever walks it later would run out of stack.
 * @returns null for what the harness does not say
 */
export function readMessage(line: string): FromHarness | null {
  if (depthOf(line) > MAX_DEPTH) return null
  try {
    const read = fromHarness.safeParse(JSON.parse(line))
    return read.success ? (read.data as FromHarness) : null
  } catch {
    return null
  }
}

/** How deep a JSON text is nested, whether it is one or not. */
function depthOf(text: string): number {
  let [depth, deepest, isString] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (isString && character === '\\') at++
    else if (character === '"') isString = !isString
    else if (isString) continue
    else if (OPENERS.has(character)) deepest = Math.max(deepest, ++depth)
    else if (CLOSERS.has(character)) depth--
  }
  return deepest
}

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
