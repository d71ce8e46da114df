import { z } from 'zod'

const TEXT_CHARACTERS = 2_000
const LIST_ITEMS = 40
const ENTRIES = 500
const CHARACTERS = 400_000

const cut = (text: string) => (text.length > TEXT_CHARACTERS ? `${text.slice(0, TEXT_CHARACTERS - 1)}…` : text)
const text = z.string().transform(cut)
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .transform((all) => all.slice(-LIST_ITEMS))
    .pipe(z.array(item))
/** A value that is too long to show becomes the beginning of its text. */
const value = z.json().transform((json) => {
  const written = JSON.stringify(json)
  return written.length > TEXT_CHARACTERS ? cut(written) : json
})
const seq = z.int().min(0)
const call = z.object({ id: text, name: text, arguments: text })
const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'user']), text }),
  z.object({ role: z.literal('assistant'), text, calls: list(call) }),
  z.object({ role: z.literal('tool'), callId: text, text, isError: z.boolean() }),
])
const entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    seq,
    conversation: seq,
    read: list(message),
    answer: z.object({ text, calls: list(call), stop: z.enum(['end', 'tools', 'length']) }),
    usage: z.object({ input: z.number(), output: z.number() }),
    state: text,
    adversaries: list(text),
    isRetry: z.boolean(),
  }),
  z.object({ kind: z.literal('refusal'), seq, refusal: text, message: text }),
  z.object({ kind: z.literal('tool'), seq, tool: text, args: value, result: value, error: text.nullable() }),
])

/** One line of a trace, as the journal has it; the last one says when the rest was too long to keep. */
export type TraceEntry = z.output<typeof entry> | { kind: 'cut'; seq: number }

/**
 * Passes on what of a trace somebody reads: entries of the right shape, shortened, until they are too many. They come out
 * of a sandbox with an author's code in it and hold what a learner's program wrote, so neither shape nor length is given.
 */
export function boundedTrace(
  onEntry: (entry: TraceEntry) => void,
  maxCharacters = CHARACTERS,
): (value: unknown) => void {
  let entries = 0
  let characters = 0
  let isOver = false
  return (told) => {
    if (isOver) return
    const read = readEntry(told)
    if (!read) return
    entries++
    characters += JSON.stringify(read).length
    isOver = entries > ENTRIES || characters > maxCharacters
    onEntry(isOver ? { kind: 'cut', seq: read.seq } : read)
  }
}

/** null: not an entry. What nests deeper than a stack is long is none. */
function readEntry(told: unknown): z.output<typeof entry> | null {
  try {
    return entry.safeParse(told).data ?? null
  } catch {
    return null
  }
}
