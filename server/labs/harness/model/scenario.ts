import type { Json } from '../protocol.ts'
import type { Random } from '../random.ts'
import type { Message, ToolCall, ToolSpec } from './messages.ts'

/** What a state wants of the world: arguments as a value, or as the very text to write. */
export interface Intent {
  tool: string
  args: Json | { written: string }
  /** Only where a lab needs two of the same; otherwise drawn. */
  id?: string
}

export interface Act {
  say?: string
  call?: readonly Intent[]
}

export interface Result {
  tool: string
  text: string
  /** null: not JSON. */
  value: Json
  isError: boolean
}

/** What a state may look at: the meaning of the conversation, never its wire. */
export interface View {
  /** Of the calls of the turn before, in their order. */
  results: readonly Result[]
  /** What the user said last. */
  user: string
  tools: readonly ToolSpec[]
  /** Kept through the conversation; values seen only in results belong here. */
  memory: Record<string, Json>
  /** Turns answered so far. */
  turn: number
  random: Random
}

export interface State {
  /** Every state that `next` may name; empty: the end. */
  to: readonly string[]
  act: (view: View) => Act
  /** Asked with the results of `act`'s calls, or with what the user answered. Default: the only one of `to`. */
  next?: (view: View) => string
}

export interface Scenario {
  start: string
  states: Readonly<Record<string, State>>
}

/**
 * A scenario whose states exist, are reached and can end.
 * @throws Error every problem, for the lab's author
 */
export function scenario(definition: Scenario): Scenario {
  const { start, states } = definition
  const names = Object.keys(states)
  const problems: string[] = []
  if (!states[start]) problems.push(`start: no state "${start}"`)
  for (const [name, { to, next }] of Object.entries(states)) {
    for (const target of to) if (!states[target]) problems.push(`${name}: no state "${target}"`)
    if (to.length > 1 && !next) problems.push(`${name}: several states may follow, so "next" has to choose`)
  }
  const reached = new Set<string>()
  const walk = (name: string) => {
    if (reached.has(name) || !states[name]) return
    reached.add(name)
    for (const target of states[name].to) walk(target)
  }
  walk(start)
  for (const name of names) if (!reached.has(name)) problems.push(`${name}: cannot be reached`)
  if (!names.some((name) => states[name]!.to.length === 0)) problems.push('no state is an end')
  if (problems.length > 0) throw new Error(`scenario: ${problems.join('; ')}`)
  return definition
}

export function follow(definition: Scenario, name: string, view: View): string {
  const { to, next } = definition.states[name]!
  if (to.length === 0) return name
  const chosen = next ? next(view) : to[0]!
  if (!to.includes(chosen)) throw new Error(`scenario: "${name}" went to "${chosen}", which it does not name in "to"`)
  return chosen
}

/** The results that answer `calls`, as the newest messages tell them. */
export function resultsOf(messages: readonly Message[], calls: readonly ToolCall[]): Result[] {
  const told = new Map<string, Extract<Message, { role: 'tool' }>>()
  for (const message of messages) if (message.role === 'tool') told.set(message.callId, message)
  return calls.flatMap(({ id, name }) => {
    const message = told.get(id)
    return message ? [{ tool: name, text: message.text, value: valueOf(message.text), isError: message.isError }] : []
  })
}

function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}
