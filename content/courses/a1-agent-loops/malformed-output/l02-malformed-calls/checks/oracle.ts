import type { Json, Text } from '#harness'
import type { JournalEntry } from '#model'
import type { Yard } from '../world/yard.ts'

export type ModelEntry = Extract<JournalEntry, { kind: 'model' }>
export type Call = ModelEntry['answer']['calls'][number]

/** A call that may be carried out, in the form in which uses are compared. */
export interface Allowed {
  tool: string
  args: string
}

/** What of each answer may be carried out, in order; null for answers in which everything is valid. */
export interface Verdict {
  allowed: Allowed[]
  isBad: boolean
}

/** Judges a conversation as the README says, without looking at the schemas that the learner was given. */
export function verdictsOf(yard: Yard, answers: readonly ModelEntry[]): Verdict[] {
  const usedIds = new Set<string>()
  return answers.map(({ answer: { calls } }) => {
    const ids = calls.map(({ id }) => id)
    const args = calls.map((call) => {
      const isNew = !usedIds.has(call.id) && ids.filter((id) => id === call.id).length === 1
      return isNew ? argumentsOf(yard, call) : null
    })
    for (const id of ids) usedIds.add(id)
    const changed = calls.map(({ name }, index) =>
      changes(yard, name) ? args[index]?.[yard.words.subject] : undefined,
    )
    const allowed = calls.flatMap(({ name }, index): Allowed[] => {
      const own = args[index]
      if (!own) return []
      const isAlone = changed[index] === undefined || changed.filter((id) => id === changed[index]).length === 1
      return isAlone ? [{ tool: name, args: canonical(own) }] : []
    })
    return { allowed, isBad: allowed.length < calls.length }
  })
}

const changes = ({ words }: Yard, name: string) => name === words.book || name === words.cancel

/** null: not valid. */
function argumentsOf(yard: Yard, { name, arguments: written }: Call): Record<string, Json> | null {
  const value = readJson(written)
  return isRecord(value) && keysIn(value) === keysWritten(written) && fits(yard, name, value) ? value : null
}

/** What is wrong with a call by itself, in words; null when nothing is. */
export function faultOf(yard: Yard, { name, arguments: written }: Call): Text | null {
  const value = readJson(written)
  if (value === undefined) return { en: 'its arguments are not JSON', ja: '引数がJSONではありません' }
  if (isRecord(value) && keysIn(value) !== keysWritten(written))
    return { en: 'a key stands in its arguments twice', ja: '引数に同じキーが二度あります' }
  if (!isRecord(value) || !fits(yard, name, value))
    return { en: 'its arguments do not fit the schema', ja: '引数がスキーマに合っていません' }
  return null
}

function fits({ words }: Yard, name: string, args: Record<string, Json>): boolean {
  const isSubject = () => matches(args[words.subject], /^S-[0-9a-f]{6}$/)
  switch (name) {
    case words.list:
    case words.docks:
      return hasExactly(args, [])
    case words.read:
      return hasExactly(args, [words.subject]) && isSubject()
    case words.cancel: {
      const length = typeof args.reason === 'string' ? [...args.reason].length : 0
      return hasExactly(args, [words.subject, 'reason']) && isSubject() && length >= 4 && length <= 80
    }
    case words.book: {
      if (!hasExactly(args, [words.subject, words.dock, words.amount, words.handling])) return false
      const [amount, handling] = [args[words.amount], args[words.handling]]
      return (
        isSubject() &&
        matches(args[words.dock], /^[A-Z]-[0-9]{2}$/) &&
        Number.isInteger(amount) &&
        (amount as number) >= 1 &&
        (amount as number) <= words.most &&
        isRecord(handling) &&
        hasExactly(handling, [words.climate, words.stackable]) &&
        words.climates.includes(handling[words.climate] as string) &&
        typeof handling[words.stackable] === 'boolean'
      )
    }
    default:
      return false
  }
}

const matches = (value: Json | undefined, pattern: RegExp) => typeof value === 'string' && pattern.test(value)

const isRecord = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasExactly = (record: Record<string, Json>, keys: readonly string[]) =>
  Object.keys(record).length === keys.length && keys.every((key) => Object.hasOwn(record, key))

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keys that are left in a value, at every depth: fewer than were written if one was written twice. */
function keysIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce<number>((sum, part) => sum + keysIn(part), 0)
  return Array.isArray(value) ? inner : inner + Object.keys(value).length
}

/** In valid JSON, colons outside of strings. */
const keysWritten = (text: string) => text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1

const DEEPEST = 12

/** The same text for the same value. What lies deeper than any valid call goes is not looked at. */
export function canonical(value: Json, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (depth > DEEPEST) return '…'
  if (Array.isArray(value)) return `[${value.map((part) => canonical(part, depth + 1)).join(',')}]`
  const pairs = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!, depth + 1)}`)
  return `{${pairs.join(',')}}`
}
