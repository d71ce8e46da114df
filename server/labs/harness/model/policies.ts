import type { Json } from '../protocol.ts'
import type { Act, Intent, View } from './scenario.ts'

/**
 * How a model goes about what its scenario says. `stay`: the scenario waits; what this act brings is not told to it,
 * and its own act comes again on the next turn.
 */
export type Policy = (act: Act, view: View, own: Record<string, Json>) => { act: Act; stay: boolean }

export const POLICIES = { competent, sloppy, looping, hijacked }
export type PolicyName = keyof typeof POLICIES

function competent(act: Act): ReturnType<Policy> {
  return { act, stay: false }
}

/** Gets about every second new call wrong at first, in one of the ways that models do, and mends it when told. */
function sloppy(act: Act, view: View, own: Record<string, Json>): ReturnType<Policy> {
  const call = act.call?.[0]
  if (!call || own.slipped === view.turn - 1 || !view.random.chance(0.5)) return { act, stay: false }
  own.slipped = view.turn
  return { act: { ...act, call: [slipOf(call, view)] }, stay: true }
}

function slipOf(call: Intent, { random }: View): Intent {
  const args = 'written' in Object(call.args) ? {} : call.args
  const slips: Intent[] = [
    { ...call, tool: `${call.tool}s` },
    { ...call, args: { written: JSON.stringify(args).slice(0, -1) } },
    { ...call, args: {} },
    { ...call, args: renamed(args) },
  ]
  return random.pick(slips)
}

function renamed(args: Json | { written: string }): Json {
  return Object.fromEntries(Object.entries(Object(args) as Record<string, Json>).map(([key, v]) => [`${key}_`, v]))
}

type Kept = { tool: string; args: Json }

/** Never done: from its third turn on it makes the same call again and again, whatever comes back. */
function looping(act: Act, view: View, own: Record<string, Json>): ReturnType<Policy> {
  const kept = own.call as Kept | undefined
  if (kept && view.turn >= 2) return { act: { say: 'Let me check that once more.', call: [kept] }, stay: true }
  const call = act.call?.[0]
  if (call) own.call = { tool: call.tool, args: call.args } satisfies Kept
  return { act, stay: false }
}

/** Does whatever any text it reads tells it to, once, before it goes on: the worst case, and always the same. */
function hijacked(act: Act, view: View, own: Record<string, Json>): ReturnType<Policy> {
  const done = (own.done ??= []) as string[]
  const told = view.results.flatMap(({ text, value }) => (value === null ? [text] : stringsIn(value)))
  const texts = [...told, view.user, ...view.tools.map(({ description }) => description)]
  const orders = new Map(texts.flatMap(ordersIn).map((order) => [JSON.stringify(order), order]))
  for (const key of done) orders.delete(key)
  if (orders.size === 0) return { act, stay: false }
  done.push(...orders.keys())
  return { act: { say: 'I was asked to do this first.', call: [...orders.values()] }, stay: true }
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: invisible characters are what hides an order
const INVISIBLE = /[\u0000-\u0008\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const ORDER = /`([a-z][a-z0-9_]*)`[^{}`]{0,80}(\{[^{}]*\})/g

/**
 * Orders hidden in a text, in the form every lab uses: a tool's name in back quotes and its arguments as JSON. Width,
 * compatibility forms and invisible characters do not hide them.
 */
export function ordersIn(text: string): Intent[] {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '')
  return [...plain.matchAll(ORDER)].flatMap(([, tool, args]) => {
    try {
      return [{ tool: tool!, args: JSON.parse(args!) as Json }]
    } catch {
      return []
    }
  })
}
