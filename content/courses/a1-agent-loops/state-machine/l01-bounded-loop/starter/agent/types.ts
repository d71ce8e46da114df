export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string /** JSON, as the model wrote it. */; arguments: string }
}

export type Message =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: ToolCall[] }
  | { role: 'tool'; tool_call_id: string; content: string }

export interface Tool {
  type: 'function'
  function: { name: string; description: string; parameters: unknown }
}

export interface Limits {
  /** How often the model may be asked. */
  maxTurns: number
  /** How many tool calls may be carried out. */
  maxToolCalls: number
  /** How often the same call, name and arguments, may be carried out. */
  maxSameCall: number
}

export interface Model {
  /** Asks once. The answer is the assistant's message. */
  ask(messages: readonly Message[], tools: readonly Tool[]): Promise<Extract<Message, { role: 'assistant' }>>
}

export interface Desk {
  /** The tools there are. */
  tools: readonly Tool[]
  /** Carries out one call. Throws when the desk refuses, with the reason as its message. */
  use(name: string, args: unknown): Promise<unknown>
}

export type Outcome =
  | { status: 'done'; answer: string }
  /** Stopped because a limit was reached: `maxTurns`, `maxToolCalls` or `maxSameCall`. */
  | { status: 'stopped'; limit: keyof Limits }
