export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string /** JSON, if the model was in its right mind. */; arguments: string }
}

export type Message =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: ToolCall[] }
  | { role: 'tool'; tool_call_id: string; content: string }

export interface Tool {
  name: string
  description: string
  /** JSON Schema of the arguments. */
  parameters: object
  /** The argument that names what the tool changes; null: it only reads. */
  changes: string | null
}

export interface Limits {
  /** How often the model may be asked. */
  maxTurns: number
  /** How many answers in a row may hold a call that is not valid, and be asked about again. */
  maxRepairs: number
}

export interface Model {
  /** Asks once. The answer is the assistant's message. */
  ask(messages: readonly Message[], tools: readonly Tool[]): Promise<Extract<Message, { role: 'assistant' }>>
}

export interface Yard {
  /** The tools there are. */
  tools: readonly Tool[]
  /** Carries out one call. It checks nothing! Throws when the yard refuses, with the reason as its message. */
  use(name: string, args: unknown): Promise<unknown>
}

/** What became of a call when it was judged. */
export type Judged =
  | { call: ToolCall; isValid: true; args: Record<string, unknown> }
  /** `reason`: what is wrong, for the model. */
  | { call: ToolCall; isValid: false; reason: string }

export type Outcome =
  | { status: 'done'; answer: string }
  /** Stopped because a limit was reached. */
  | { status: 'stopped'; limit: keyof Limits }
